import { describe, expect, it } from 'vitest';
import { messageOf, parseFrames } from './frames';

describe('frames', () => {
  it('of a batch come in order, nested ones too', () => {
    const pong = { type: 'pong' };
    const resync = { type: 'resync', reason: 'epoch-changed' };
    const text = JSON.stringify({ type: 'batch', frames: [pong, { type: 'batch', frames: [resync] }, pong] });
    expect(parseFrames(text)).toEqual([pong, resync, pong]);
  });

  it('that are not known, or not JSON, are left out', () => {
    expect(parseFrames('{"type":"from-the-future"}')).toEqual([]);
    expect(parseFrames('not json')).toEqual([]);
    expect(parseFrames('[1]')).toEqual([]);
    expect(parseFrames('{"type":"update","kind":"message.sent"}')).toEqual([]);
  });

  it('that greet tell the largest frame, which is 16 KiB unless said', () => {
    expect(parseFrames('{"type":"welcome","limits":{"frameBytes":99}}')).toMatchObject([{ frameBytes: 99 }]);
    expect(parseFrames('{"type":"welcome","limits":{"frameBytes":"99"}}')).toMatchObject([{ frameBytes: 16_384 }]);
    expect(parseFrames('{"type":"welcome"}')).toMatchObject([{ frameBytes: 16_384 }]);
  });

  it('that refuse something carry the problem', () => {
    const [frame] = parseFrames('{"type":"reject","id":"7","problem":{"status":403,"code":"muted"}}');
    expect(frame).toMatchObject({ type: 'reject', id: '7', problem: { status: 403, code: 'muted' } });
  });
});

describe('the message of an update', () => {
  it('is read with its body as it is', () => {
    const message = { messageId: 'm', conversationId: 'c', seq: 1, senderId: 's', sentAt: 't', body: ' \u202Ehi ' };
    expect(messageOf({ ...message, unknown: 1 })).toMatchObject(message);
  });

  it('is refused without its seq', () => {
    expect(messageOf({ messageId: 'm', conversationId: 'c', senderId: 's', sentAt: 't' })).toBeUndefined();
  });
});
