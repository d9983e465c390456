import { isObject, type JsonObject, numberOr, parseJson, textOr } from './json';
import { parseProblem } from './problem';
import type {
  AckFrame,
  Message,
  PresenceFrame,
  ServerFrame,
  TypingFrame,
  UpdateFrame,
  WelcomeFrame,
} from './protocol';

const DEFAULT_HEARTBEAT_SECONDS = 25;
const DEFAULT_FRAME_BYTES = 16 * 1024;

/**
 * The frames in one text of the server, batches unpacked in order. What a newer server may send and this client does
 * not know is left out; undefined when the text is not what any server of this contract sends.
 */
export function parseFrames(text: string): readonly ServerFrame[] | undefined {
  return framesOf(parseJson(text));
}

function framesOf(value: unknown): readonly ServerFrame[] | undefined {
  if (!isObject(value) || typeof value['type'] !== 'string') {
    return undefined;
  }
  if (value['type'] !== 'batch') {
    const frame = frameOf(value);
    return frame === 'unknown' ? [] : frame && [frame];
  }
  const parts = Array.isArray(value['frames']) ? value['frames'].map(framesOf) : [undefined];
  const frames = parts.filter((part) => part !== undefined);
  return frames.length === parts.length ? frames.flat() : undefined;
}

function frameOf(value: JsonObject): ServerFrame | 'unknown' | undefined {
  switch (value['type']) {
    case 'welcome':
      return welcomeOf(value);
    case 'ack':
      return ackOf(value);
    case 'reject':
      return { type: 'reject', id: textOr(value['id'], null), problem: parseProblem(value['problem'], 0) };
    case 'update':
      return updateOf(value);
    case 'resync':
      return { type: 'resync', reason: textOr(value['reason'], '') };
    case 'pong':
      return { type: 'pong' };
    case 'typing':
      return typingOf(value);
    case 'presence':
      return presenceOf(value);
    default:
      return 'unknown';
  }
}

function welcomeOf(value: JsonObject): WelcomeFrame | undefined {
  const { cursor } = value;
  return typeof cursor === 'string'
    ? {
        type: 'welcome',
        userId: textOr(value['userId'], ''),
        cursor,
        heartbeatSeconds: numberOr(value['heartbeatSeconds'], DEFAULT_HEARTBEAT_SECONDS),
        frameBytes: frameBytesOf(value['limits']),
      }
    : undefined;
}

/** The update in a frame or in the answer to a poll, whatever its kind. */
export function updateOf(value: unknown): UpdateFrame | undefined {
  return isObject(value) && typeof value['cursor'] === 'string' && typeof value['kind'] === 'string'
    ? { type: 'update', cursor: value['cursor'], kind: value['kind'], data: value['data'] }
    : undefined;
}

function typingOf({ conversationId, userId, on }: JsonObject): TypingFrame | 'unknown' {
  return typeof conversationId === 'string' && typeof userId === 'string' && typeof on === 'boolean'
    ? { type: 'typing', conversationId, userId, on }
    : 'unknown';
}

function presenceOf({ userId, state }: JsonObject): PresenceFrame | 'unknown' {
  return typeof userId === 'string' && (state === 'online' || state === 'away' || state === 'offline')
    ? { type: 'presence', userId, state }
    : 'unknown';
}

function frameBytesOf(limits: unknown): number {
  return isObject(limits) ? numberOr(limits['frameBytes'], DEFAULT_FRAME_BYTES) : DEFAULT_FRAME_BYTES;
}

/** Edits and deletions, which this client asks for over HTTP, have acks without a client's id. */
function ackOf(value: JsonObject): AckFrame | 'unknown' {
  const { id, messageId, clientMessageId } = value;
  if (typeof id !== 'string' || typeof messageId !== 'string' || typeof clientMessageId !== 'string') {
    return 'unknown';
  }
  return {
    type: 'ack',
    id,
    messageId,
    clientMessageId,
    seq: numberOr(value['seq'], null),
    sentAt: textOr(value['sentAt'], ''),
  };
}

/** The message that an update of kind `message.sent` carries, or undefined when it is not one. */
export function messageOf(data: unknown): Message | undefined {
  if (!isObject(data)) {
    return undefined;
  }
  const { messageId, conversationId, seq, senderId, sentAt } = data;
  if (
    typeof messageId !== 'string' ||
    typeof conversationId !== 'string' ||
    typeof seq !== 'number' ||
    typeof senderId !== 'string' ||
    typeof sentAt !== 'string'
  ) {
    return undefined;
  }
  return {
    messageId,
    conversationId,
    seq,
    senderId,
    sentAt,
    body: textOr(data['body'], null),
    replyTo: textOr(data['replyTo'], null),
    editedAt: textOr(data['editedAt'], null),
    deletedAt: textOr(data['deletedAt'], null),
  };
}
