import type { VNode } from 'preact';
import type { ConnectionStatus } from '../../client';
import { problemText, shortTime, t } from '../i18n';
import type { DeliveryStatus } from '../state/receipts';
import type { LocalMessage, Row } from '../state/timeline';
import { MessageTools, type RevisionActions } from './message-tools';

export interface MessageActions extends RevisionActions {
  readonly retry: (local: LocalMessage) => void;
  readonly cancel: (local: LocalMessage) => void;
}

interface MessageProps extends MessageActions {
  readonly row: Row;
  readonly me: string;
  readonly nameOf: (userId: string) => string;
  /** How far the reader's own message of this seq has come. */
  readonly statusOf: (seq: number) => DeliveryStatus;
  readonly connection: ConnectionStatus;
}

/** One message, whether the server has it or it is still on its way. */
export function Message({
  row,
  me,
  nameOf,
  statusOf,
  connection,
  retry,
  cancel,
  edit,
  remove,
}: MessageProps): VNode {
  if (row.kind === 'message') {
    const { messageId, seq, senderId, sentAt, editedAt, body } = row.message;
    const mine = senderId === me;
    return (
      <article class={`message${mine ? ' message--mine' : ''}`} data-message-id={messageId} data-seq={seq}>
        <Head
          sender={mine ? t('message.you') : nameOf(senderId)}
          time={sentAt}
          editedAt={body === null ? null : editedAt}
        />
        {body === null ? <p class="message__deleted">{t('message.deleted')}</p> : <Body text={body} />}
        {mine && body !== null && <p class="message__status">{t(`message.${statusOf(seq)}`)}</p>}
        {mine && body !== null && <MessageTools message={row.message} body={body} edit={edit} remove={remove} />}
      </article>
    );
  }
  const { local } = row;
  return (
    <article
      class={`message message--mine message--${local.state}`}
      data-client-message-id={local.clientMessageId}
      data-message-id={local.ack?.messageId}
      data-seq={local.ack?.seq ?? undefined}
      data-state={local.state}
    >
      <Head sender={t('message.you')} time={local.ack?.sentAt ?? local.writtenAt} />
      <Body text={local.body} />
      <Progress local={local} connection={connection} retry={retry} cancel={cancel} />
    </article>
  );
}

interface HeadProps {
  readonly sender: string;
  readonly time: string;
  readonly editedAt?: string | null | undefined;
}

function Head({ sender, time, editedAt = null }: HeadProps): VNode {
  return (
    <header class="message__head">
      <bdi class="message__sender">{sender}</bdi>{' '}
      <time class="message__time" dateTime={time} title={time}>
        {shortTime(time)}
      </time>
      {editedAt !== null && (
        <>
          {' '}
          <span class="message__edited" title={editedAt}>
            {t('message.edited')}
          </span>
        </>
      )}
    </header>
  );
}

function Body({ text }: { readonly text: string }): VNode {
  return (
    <p class="message__body" dir="auto">
      {text}
    </p>
  );
}

interface ProgressProps extends Pick<MessageActions, 'retry' | 'cancel'> {
  readonly local: LocalMessage;
  readonly connection: ConnectionStatus;
}

function Progress({ local, connection, retry, cancel }: ProgressProps): VNode {
  const waiting = local.state === 'pending' && connection.via === undefined;
  return (
    <footer class="message__progress">
      <span class="message__state">{progressText(local, waiting)}</span>
      {(waiting || local.state === 'failed') && (
        <>
          <button
            type="button"
            class="button button--small"
            onClick={() => {
              retry(local);
            }}
          >
            {t('message.retry')}
          </button>
          <button
            type="button"
            class="button button--small"
            onClick={() => {
              cancel(local);
            }}
          >
            {t('message.cancel')}
          </button>
        </>
      )}
    </footer>
  );
}

function progressText(local: LocalMessage, waiting: boolean): string {
  switch (local.state) {
    case 'failed':
      return t('message.failed', { reason: problemText(local.problem) });
    case 'sent':
      return t('message.sent');
    case 'pending':
      return t(waiting ? 'message.waiting' : 'message.pending');
  }
}
