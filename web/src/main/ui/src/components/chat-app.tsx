import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Person } from '../../client';
import { t } from '../i18n';
import type { Chat } from '../state/chat';
import type { Navigate } from '../state/location';
import { Announcer } from './announcer';
import { AppHeader } from './app-header';
import { ConnectionBanner } from './connection-banner';
import { Conversation, CONVERSATION_HEADING_ID } from './conversation';
import { ConversationList, LIST_HEADING_ID } from './conversation-list';
import { NewConversationDialog } from './new-conversation';
import { Notice } from './notice';

interface ChatAppProps {
  readonly chat: Chat;
  readonly findPeople: (prefix: string) => Promise<readonly Person[]>;
  readonly navigate: Navigate;
}

/** The page `/`: on narrow screens the list or the conversation, on wide ones both. */
export function ChatApp({ chat, findPeople, navigate }: ChatAppProps): VNode {
  const [asking, setAsking] = useState(false);
  const selected = chat.selected.value;
  useFocusOnChange(selected);
  const ask = (): void => {
    setAsking(true);
  };
  if (chat.startFailed.value) {
    return (
      <main class="chat chat--failed">
        <h1 class="app-header__brand">{t('app.name')}</h1>
        <Notice text={t('app.startFailed')} retry={() => void chat.start()} />
      </main>
    );
  }
  return (
    <div class={`chat${selected === undefined ? '' : ' chat--open'}`}>
      <AppHeader chat={chat} />
      <ConnectionBanner chat={chat} />
      <div class="chat__panes">
        <ConversationList chat={chat} navigate={navigate} startNew={ask} />
        <main class="chat__main">
          {selected === undefined ? (
            <Notice heading={t('conversation.welcome')} text={t('conversation.welcomeText')} />
          ) : (
            <Conversation chat={chat} conversationId={selected} navigate={navigate} />
          )}
        </main>
      </div>
      <Announcer chat={chat} />
      {asking && (
        <NewConversationDialog
          me={chat.me.value?.userId ?? ''}
          find={findPeople}
          start={async (conversation) => {
            const conversationId = await chat.startConversation(conversation);
            // Both at once: behind an open dialog the conversation could not take the focus.
            setAsking(false);
            navigate(conversationId);
          }}
          close={() => {
            setAsking(false);
          }}
        />
      )}
    </div>
  );
}

/** A new place to be: reading goes on from its heading. The first one is left alone, for the page has just opened. */
function useFocusOnChange(selected: string | undefined): void {
  const before = useRef(selected);
  useEffect(() => {
    if (before.current !== selected) {
      before.current = selected;
      document.getElementById(selected === undefined ? LIST_HEADING_ID : CONVERSATION_HEADING_ID)?.focus();
    }
  }, [selected]);
}
