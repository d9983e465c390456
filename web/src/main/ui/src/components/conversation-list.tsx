import type { VNode } from 'preact';
import type { ConversationSummary } from '../../client';
import { shortTime, t } from '../i18n';
import type { Chat } from '../state/chat';
import { hrefOf, type Navigate } from '../state/location';
import { Loading, Notice } from './notice';

export const LIST_HEADING_ID = 'conversations-heading';

interface ConversationListProps {
  readonly chat: Chat;
  readonly navigate: Navigate;
  readonly startNew: () => void;
}

export function ConversationList({ chat, navigate, startNew }: ConversationListProps): VNode {
  return (
    <nav class="conversations" aria-labelledby={LIST_HEADING_ID}>
      <div class="conversations__bar">
        <h2 class="conversations__heading" id={LIST_HEADING_ID} tabIndex={-1}>
          {t('conversations.heading')}
        </h2>
        <button type="button" class="button button--primary" onClick={startNew}>
          {t('conversations.new')}
        </button>
      </div>
      <ListBody chat={chat} navigate={navigate} />
    </nav>
  );
}

function ListBody({ chat, navigate }: { readonly chat: Chat; readonly navigate: Navigate }): VNode {
  const { status, items } = chat.list.value;
  if (status === 'failed' && items.length === 0) {
    return <Notice text={t('conversations.failed')} retry={() => void chat.loadList()} />;
  }
  if (status === 'loading') {
    return <Loading />;
  }
  if (items.length === 0) {
    return <Notice text={t('conversations.empty')} />;
  }
  const selected = chat.selected.value;
  return (
    <ul class="conversations__list">
      {items.map((item) => (
        <Item
          key={item.conversationId}
          summary={item}
          current={item.conversationId === selected}
          navigate={navigate}
        />
      ))}
    </ul>
  );
}

interface ItemProps {
  readonly summary: ConversationSummary;
  readonly current: boolean;
  readonly navigate: Navigate;
}

/** The link's text is the title alone, and its area the whole row: a short name for those who listen. */
function Item({ summary, current, navigate }: ItemProps): VNode {
  const { conversationId, title, lastMessage, unread } = summary;
  const open = (event: MouseEvent): void => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      navigate(conversationId);
    }
  };
  return (
    <li class={`conversation-item${current ? ' conversation-item--current' : ''}`}>
      <a
        class="conversation-item__link"
        dir="auto"
        href={hrefOf(conversationId)}
        aria-current={current ? 'page' : undefined}
        onClick={open}
      >
        {title ?? t('conversations.untitled')}
      </a>
      {lastMessage !== null && (
        <>
          <time class="conversation-item__time" dateTime={lastMessage.sentAt} title={lastMessage.sentAt}>
            {shortTime(lastMessage.sentAt)}
          </time>
          <p class="conversation-item__preview" dir="auto">
            {lastMessage.body ?? t('message.deleted')}
          </p>
        </>
      )}
      {unread > 0 && (
        <span class="conversation-item__unread">
          <span aria-hidden="true">{unread}</span>
          <span class="visually-hidden">{t('conversations.unread', { count: unread })}</span>
        </span>
      )}
    </li>
  );
}
