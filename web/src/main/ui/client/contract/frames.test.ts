import { describe, expect, it } from 'vitest';
import { messageOf, parseFrames } from './frames';

describe('frames', () => {
  it('of a batch come in order, nested ones too', () => {
    const pong = { type: 'pong' };
    const resync = { type: 'resync', reason: 'epoch-changed' };
    const text = JSON.stringify({ type: 'batch', frames: [pong, { type: 'batch', frames: [resync] }, pong] });
    expect(parseFrames(text)).toEqual([pong, resync, pong]);
  });

  it('that are not known are left out', () => {
    const text = '{"type":"batch","frames":[{"type":"from-the-future"},{"type":"pong"},{"type":"ack","id":"9"}]}';
    expect(parseFrames(text)).toEqual([{ type: 'pong' }]);
  });

  it.each([
    'not json',
    '',
    '[1]',
    '{}',
    '{"type":7}',
    '{"type":"batch"}',
    '{"type":"batch","frames":[{"type":"pong"},7]}',
    '{"type":"update","kind":"message.sent"}',
    '{"type":"welcome"}',
  ])('that no server sends are told apart: %s', (text) => {
    expect(parseFrames(text)).toBeUndefined();
  });

  it('that greet tell the largest frame, which is 16 KiB unless said', () => {
    const welcome = (limits: unknown): unknown => parseFrames(JSON.stringify({ type: 'welcome', cursor: 'c', limits }));
    expect(welcome({ frameBytes: 99 })).toMatchObject([{ frameBytes: 99 }]);
    expect(welcome({ frameBytes: '99' })).toMatchObject([{ frameBytes: 16_384 }]);
    expect(welcome(undefined)).toMatchObject([{ frameBytes: 16_384 }]);
  });

  it('of presence and typing are read, and left out where they say nothing', () => {
    const typing = { type: 'typing', conversationId: 'c', userId: 'u', on: false };
    const presence = { type: 'presence', userId: 'u', state: 'away' };
    const frames = [typing, presence, { ...typing, on: 1 }, { ...presence, state: 'asleep' }];
    expect(parseFrames(JSON.stringify({ type: 'batch', frames }))).toEqual([typing, presence]);
  });

  it('that refuse something carry the problem', () => {
    const frames = parseFrames('{"type":"reject","id":"7","problem":{"status":403,"code":"muted"}}');
    expect(frames).toMatchObject([{ type: 'reject', id: '7', problem: { status: 403, code: 'muted' } }]);
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
