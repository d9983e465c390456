import { isObject, type JsonObject, numberOr, parseJson, textOr } from './json';
import { parseProblem } from './problem';
import type { Message, ServerFrame } from './protocol';

const DEFAULT_HEARTBEAT_SECONDS = 25;
const DEFAULT_FRAME_BYTES = 16 * 1024;

/**
 * The frames in one text of the socket, batches unpacked in order. What a newer server may send and this client
 * does not know is left out.
 */
export function parseFrames(text: string): readonly ServerFrame[] {
  return framesOf(parseJson(text));
}

function framesOf(value: unknown): readonly ServerFrame[] {
  if (!isObject(value)) {
    return [];
  }
  if (value['type'] === 'batch') {
    return Array.isArray(value['frames']) ? value['frames'].flatMap(framesOf) : [];
  }
  const frame = frameOf(value);
  return frame === undefined ? [] : [frame];
}

function frameOf(value: JsonObject): ServerFrame | undefined {
  switch (value['type']) {
    case 'welcome':
      return {
        type: 'welcome',
        userId: textOr(value['userId'], ''),
        cursor: textOr(value['cursor'], null),
        heartbeatSeconds: numberOr(value['heartbeatSeconds'], DEFAULT_HEARTBEAT_SECONDS),
        frameBytes: frameBytesOf(value['limits']),
      };
    case 'ack':
      return ackOf(value);
    case 'reject':
      return { type: 'reject', id: textOr(value['id'], null), problem: parseProblem(value['problem'], 0) };
    case 'update':
      return typeof value['cursor'] === 'string' && typeof value['kind'] === 'string'
        ? { type: 'update', cursor: value['cursor'], kind: value['kind'], data: value['data'] }
        : undefined;
    case 'resync':
      return { type: 'resync', reason: textOr(value['reason'], '') };
    case 'pong':
      return { type: 'pong' };
    default:
      return undefined;
  }
}

function frameBytesOf(limits: unknown): number {
  return isObject(limits) ? numberOr(limits['frameBytes'], DEFAULT_FRAME_BYTES) : DEFAULT_FRAME_BYTES;
}

function ackOf(value: JsonObject): ServerFrame | undefined {
  const { id, messageId, clientMessageId } = value;
  if (typeof id !== 'string' || typeof messageId !== 'string' || typeof clientMessageId !== 'string') {
    return undefined;
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
