import type { ComponentChildren, VNode } from 'preact';
import { t, type TextKey } from '../i18n';

interface AccountPageProps {
  readonly heading: TextKey;
  readonly other: TextKey;
  readonly otherLink: TextKey;
  readonly otherHref: string;
  readonly children: ComponentChildren;
}

/** What the pages for logging in and for registering have in common. */
export function AccountPage({ heading, other, otherLink, otherHref, children }: AccountPageProps): VNode {
  return (
    <div class="account">
      <header class="account__header">
        <p class="account__brand">{t('app.name')}</p>
      </header>
      <main class="account__main">
        <h1 class="account__heading">{t(heading)}</h1>
        {children}
        <p class="account__other">
          {t(other)} <a href={otherHref}>{t(otherLink)}</a>
        </p>
      </main>
    </div>
  );
}
