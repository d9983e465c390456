import type { VNode } from 'preact';
import type { ConversationDetail } from '../../client';
import { t } from '../i18n';
import type { Chat } from '../state/chat';

interface CompanyProps {
  readonly chat: Chat;
  readonly conversation: ConversationDetail;
}

/** Who is there: the other person of a direct conversation, or how many of a group. */
export function WhoIsThere({ chat, conversation }: CompanyProps): VNode {
  const present = chat.company.present.value;
  const others = conversation.members.filter(({ userId }) => userId !== chat.me.value?.userId);
  if (conversation.kind === 'direct') {
    const state = present.get(others[0]?.userId ?? '') ?? 'offline';
    return <p class={`presence presence--${state}`}>{t(`presence.${state}`)}</p>;
  }
  const online = others.filter(({ userId }) => present.get(userId) === 'online').length;
  return (
    <>
      <p class="conversation__members">{t('conversation.members', { count: conversation.members.length })}</p>
      {online > 0 && <p class="presence presence--online">{t('presence.count', { count: online })}</p>}
    </>
  );
}

/** Who is writing. Not announced to those who listen: it would talk into everything they do. */
export function WhoIsTyping({ chat, conversation }: CompanyProps): VNode {
  const [first, ...more] = chat.company.typing.value.get(conversation.conversationId) ?? [];
  const name = conversation.members.find(({ userId }) => userId === first)?.displayName ?? t('message.someone');
  return (
    <p class="typing" dir="auto">
      {first !== undefined && (more.length === 0 ? t('typing.one', { name }) : t('typing.several'))}
    </p>
  );
}
