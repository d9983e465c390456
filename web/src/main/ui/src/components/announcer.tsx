import type { VNode } from 'preact';
import { t } from '../i18n';
import type { Arrival, Chat } from '../state/chat';

const SPOKEN_LENGTH = 200;

/** The page's one live region for messages: the virtualised list itself would be read out while scrolling. */
export function Announcer({ chat }: { readonly chat: Chat }): VNode {
  const arrival = chat.arrival.value;
  return (
    <div class="visually-hidden" aria-live="polite" data-announcer="messages">
      {arrival !== undefined && <p key={arrival.message.messageId}>{announcement(arrival, chat.selected.value)}</p>}
    </div>
  );
}

function announcement({ message, sender, conversation }: Arrival, selected: string | undefined): string {
  const text = (message.body ?? '').slice(0, SPOKEN_LENGTH);
  return message.conversationId === selected || conversation === null
    ? t('message.arrived', { sender: sender ?? t('message.someone'), text })
    : t('message.arrivedElsewhere', { conversation, text });
}
