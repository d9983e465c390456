import type { ComponentChildren, VNode } from 'preact';
import { t } from '../i18n';

interface NoticeProps {
  readonly text: string;
  readonly heading?: string;
  readonly retry?: () => void;
  readonly children?: ComponentChildren;
}

/** An empty or an error state: what is the matter, and what to do about it. */
export function Notice({ text, heading, retry, children }: NoticeProps): VNode {
  return (
    <div class="notice" role={retry === undefined ? undefined : 'alert'}>
      {heading !== undefined && <h2 class="notice__heading">{heading}</h2>}
      <p class="notice__text">{text}</p>
      {retry !== undefined && (
        <button type="button" class="button" onClick={retry}>
          {t('app.retry')}
        </button>
      )}
      {children}
    </div>
  );
}

export function Loading(): VNode {
  return (
    <p class="notice" role="status">
      {t('app.loading')}
    </p>
  );
}
