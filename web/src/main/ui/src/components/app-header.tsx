import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../i18n';
import type { Chat } from '../state/chat';

/** Who is logged in, and the way out. */
export function AppHeader({ chat }: { readonly chat: Chat }): VNode {
  const [failed, setFailed] = useState(false);
  const name = chat.me.value?.displayName;
  const logout = async (): Promise<void> => {
    setFailed(false);
    try {
      await chat.logout();
    } catch {
      setFailed(true);
    }
  };
  return (
    <header class="app-header">
      <h1 class="app-header__brand">{t('app.name')}</h1>
      {failed && (
        <p class="app-header__alert" role="alert">
          {t('header.logoutFailed')}
        </p>
      )}
      {name !== undefined && (
        <p class="app-header__person">
          <span class="visually-hidden">{t('header.signedInAs', { name })}</span>
          <bdi aria-hidden="true">{name}</bdi>
        </p>
      )}
      <button type="button" class="button" onClick={() => void logout()}>
        {t('header.logout')}
      </button>
    </header>
  );
}
