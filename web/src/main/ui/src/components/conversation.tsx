import type { VNode } from 'preact';
import { useCallback, useMemo, useRef } from 'preact/hooks';
import { problemText, t } from '../i18n';
import type { Chat } from '../state/chat';
import { hrefOf, type Navigate } from '../state/location';
import { statusOf } from '../state/receipts';
import type { Room } from '../state/rooms';
import { rowsOf } from '../state/timeline';
import { WhoIsThere, WhoIsTyping } from './company';
import { Composer } from './composer';
import { Message } from './message';
import { MessageList } from './message-list';
import { Loading, Notice } from './notice';

export const CONVERSATION_HEADING_ID = 'conversation-heading';

interface ConversationProps {
  readonly chat: Chat;
  readonly conversationId: string;
  readonly navigate: Navigate;
}

/** The chosen conversation: its heading, its messages, and where to write. */
export function Conversation({ chat, conversationId, navigate }: ConversationProps): VNode {
  const drafts = useRef(new Map<string, string>());
  const room = chat.rooms.all.value.get(conversationId);
  const summary = chat.list.value.items.find((item) => item.conversationId === conversationId);
  const title = summary?.title ?? room?.detail?.title ?? undefined;

  return (
    <section class="conversation" aria-labelledby={CONVERSATION_HEADING_ID}>
      <div class="conversation__bar">
        <a
          class="conversation__back"
          href={hrefOf(undefined)}
          onClick={(event) => {
            event.preventDefault();
            navigate(undefined);
          }}
        >
          {t('conversations.back')}
        </a>
        <h2 class="conversation__heading" id={CONVERSATION_HEADING_ID} dir="auto" tabIndex={-1}>
          {title ?? t(room?.status === 'ready' ? 'conversations.untitled' : 'app.loading')}
        </h2>
        {room?.detail !== undefined && <WhoIsThere chat={chat} conversation={room.detail} />}
      </div>
      <History key={conversationId} chat={chat} conversationId={conversationId} room={room} />
      {room?.detail !== undefined && <WhoIsTyping chat={chat} conversation={room.detail} />}
      {room?.status !== 'failed' && (
        <Composer
          key={`composer-${conversationId}`}
          draft={drafts.current.get(conversationId) ?? ''}
          keepDraft={(text) => drafts.current.set(conversationId, text)}
          send={(body) => {
            chat.send(conversationId, body);
          }}
          typing={(on) => {
            chat.typing(conversationId, on);
          }}
        />
      )}
    </section>
  );
}

interface HistoryProps {
  readonly chat: Chat;
  readonly conversationId: string;
  readonly room: Room | undefined;
}

function History({ chat, conversationId, room }: HistoryProps): VNode {
  const me = chat.me.value?.userId ?? '';
  const connection = chat.status.value;
  const rows = useMemo(() => (room === undefined ? [] : rowsOf(room.timeline)), [room?.timeline]);
  const names = useMemo(
    () => new Map(room?.detail?.members.map((member) => [member.userId, member.displayName])),
    [room?.detail],
  );
  const seen = useCallback(() => {
    chat.seen(conversationId);
  }, [chat, conversationId]);
  if (room === undefined || room.status === 'loading') {
    return <Loading />;
  }
  if (room.status === 'failed') {
    const gone = room.problem?.code === 'not-found' || room.problem?.code === 'forbidden';
    return gone ? (
      <Notice text={t('conversation.missing')} />
    ) : (
      <Notice
        text={`${t('conversation.failed')} ${problemText(room.problem)}`}
        retry={() => void chat.rooms.load(conversationId)}
      />
    );
  }
  if (rows.length === 0) {
    return <Notice text={t('conversation.empty')} />;
  }
  const loadOlder = (): void => void chat.rooms.loadOlder(conversationId);
  return (
    <div class="conversation__history">
      <OlderState room={room} retry={loadOlder} />
      <MessageList
        rows={rows}
        // After a failure only the reader's wish fetches again, or each pixel scrolled would.
        hasOlder={room.timeline.hasOlder && room.older === 'idle'}
        loadOlder={loadOlder}
        seen={seen}
        render={(row) => (
          <Message
            row={row}
            me={me}
            nameOf={(userId) => names.get(userId) ?? t('message.someone')}
            statusOf={(seq) => statusOf(seq, room.detail?.members ?? [], me)}
            connection={connection}
            retry={(local) => {
              chat.retry(local);
            }}
            cancel={(local) => {
              chat.cancel(local);
            }}
            edit={(message, body) => chat.edit(message, body)}
            remove={(message) => chat.delete(message)}
          />
        )}
      />
    </div>
  );
}

function OlderState({ room, retry }: { readonly room: Room; readonly retry: () => void }): VNode | null {
  if (room.older === 'idle') {
    return null;
  }
  return (
    <div class="conversation__older" role="status">
      {t(room.older === 'loading' ? 'conversation.olderLoading' : 'conversation.olderFailed')}
      {room.older === 'failed' && (
        <button type="button" class="button button--small" onClick={retry}>
          {t('app.retry')}
        </button>
      )}
    </div>
  );
}
