import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n';
import type { Chat } from '../state/chat';

/** Says when the live connection is gone, and that nothing is lost by it. */
export function ConnectionBanner({ chat }: { readonly chat: Chat }): VNode {
  const [online, setOnline] = useState(navigator.onLine);
  const [wasOpen, setWasOpen] = useState(false);
  const status = chat.status.value;

  useEffect(() => {
    const changed = (): void => {
      setOnline(navigator.onLine);
      chat.networkChanged(navigator.onLine);
    };
    addEventListener('online', changed);
    addEventListener('offline', changed);
    return () => {
      removeEventListener('online', changed);
      removeEventListener('offline', changed);
    };
  }, [chat]);

  useEffect(() => {
    setWasOpen((before) => before || status === 'open' || status === 'waiting');
  }, [status]);

  const lost = status === 'waiting' || (status === 'connecting' && wasOpen);
  const text = online ? t('connection.reconnecting') : t('connection.offline');
  return (
    <div class="banner" role="status">
      {lost && (
        <p class="banner__text">
          {text}
          {status === 'waiting' && (
            <button
              type="button"
              class="button button--small"
              onClick={() => {
                chat.networkChanged(true);
              }}
            >
              {t('connection.retry')}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
