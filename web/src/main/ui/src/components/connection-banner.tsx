import type { VNode } from 'preact';
import type { ConnectionStatus } from '../../client';
import { shortTime, t } from '../i18n';
import type { Chat } from '../state/chat';

/** Says when the live connection is gone and since when, and that nothing is lost by it. */
export function ConnectionBanner({ chat }: { readonly chat: Chat }): VNode {
  const status = chat.status.value;
  const text = textOf(status);
  const waiting = status.state === 'backing-off' || status.state === 'offline';
  return (
    <div class="banner" role="status" data-connection={status.state}>
      {text !== undefined && (
        <p class="banner__text">
          {text}
          {status.via === undefined && lastConnected(status)}
          {waiting && (
            <button
              type="button"
              class="button button--small"
              onClick={() => {
                chat.connectNow();
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

/** Nothing before the first connection is lost: the page says itself that it loads. */
function textOf({ state, via, lastHeardAt }: ConnectionStatus): string | undefined {
  switch (state) {
    case 'backing-off':
    case 'resyncing':
      return t('connection.reconnecting');
    case 'connecting':
      return lastHeardAt === undefined ? undefined : t('connection.reconnecting');
    case 'offline':
      return t('connection.offline');
    case 'fallback':
      return t(via === undefined ? 'connection.reconnecting' : 'connection.fallback');
    default:
      return undefined;
  }
}

function lastConnected({ lastHeardAt }: ConnectionStatus): string {
  return lastHeardAt === undefined
    ? ''
    : ` ${t('connection.last', { time: shortTime(new Date(lastHeardAt).toISOString()) })}`;
}
