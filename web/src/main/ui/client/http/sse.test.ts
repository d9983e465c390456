import { describe, expect, it } from 'vitest';
import { type SseEvent, SseReader } from './sse';

const STREAM = 'id: c1\n\n:\n\nevent: update\nid: c2\ndata: {"a":\ndata: 1}\n\ndata:x\r\n\r\nretry: 5\n\n';
const EVENTS: readonly SseEvent[] = [
  { id: 'c1', data: '' },
  { id: 'c2', data: '{"a":\n1}' },
  { id: undefined, data: 'x' },
];

describe('a stream of events', () => {
  it('has an event with an id alone, and none of comments and what this client does not look at', () => {
    expect(new SseReader().push(STREAM)).toEqual(EVENTS);
  });

  it('is the same wherever it is cut', () => {
    for (let at = 0; at <= STREAM.length; at++) {
      const reader = new SseReader();
      expect([...reader.push(STREAM.slice(0, at)), ...reader.push(STREAM.slice(at))]).toEqual(EVENTS);
    }
    const reader = new SseReader();
    expect(Array.from(STREAM).flatMap((character) => reader.push(character))).toEqual(EVENTS);
  });

  it('does not tell an event whose end is missing', () => {
    expect(new SseReader().push('id: c1\ndata: {"half":')).toEqual([]);
  });
});
