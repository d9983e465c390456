import type { Unsent } from '../../client';
import type { LocalMessage } from './timeline';

/** A message of the outbox, as the timeline shows it. */
export function localOf(unsent: Unsent): LocalMessage {
  const state = unsent.problem === null ? 'pending' : 'failed';
  return { ...unsent, state, ack: undefined, problem: unsent.problem ?? undefined, echo: undefined };
}

/** And back, for the outbox. */
export function unsentOf({ clientMessageId, conversationId, body, replyTo, writtenAt, problem }: LocalMessage): Unsent {
  return { clientMessageId, conversationId, body, replyTo, writtenAt, problem: problem ?? null };
}
