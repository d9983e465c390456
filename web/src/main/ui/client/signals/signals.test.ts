import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pass } from '../testing/feed';
import { Activity } from './activity';
import { Reading } from './reading';
import { Received } from './received';
import { SignalChannel } from './signal-channel';
import { Typing } from './typing';

function fixture() {
  const channel = new SignalChannel();
  const frames: unknown[] = [];
  const write = (text: string): void => void frames.push(JSON.parse(text));
  const http = vi.fn<(conversationId: string, seq: number) => Promise<void>>(() => Promise.resolve());
  const reading = new Reading(channel, http);
  const put = vi.fn<(cursor: string) => Promise<void>>(() => Promise.resolve());
  const received = new Received(channel, put);
  return { channel, frames, write, http, reading, put, received, typing: new Typing(channel) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('received', () => {
  const received = (cursor: string): object => ({ type: 'received', id: 'received', cursor });

  it('is told once a second at most, and then for all', async () => {
    const { channel, frames, write, received: signal } = fixture();
    channel.open(write);
    signal.open();
    signal.update('c1');
    await pass(999);
    signal.update('c2');
    expect(frames).toEqual([]);
    await pass(1);
    expect(frames).toEqual([received('c2')]);
    await pass(10_000);
    expect(frames).toHaveLength(1);
    signal.update('c3');
    await pass(1000);
    expect(frames).toEqual([received('c2'), received('c3')]);
  });

  it('is told again on the next connection, which the one before may have lost', async () => {
    const { channel, frames, write, received: signal } = fixture();
    channel.open(write);
    signal.open();
    signal.update('c1');
    await pass(1000);
    signal.close();
    channel.close();
    signal.update('c2');
    await pass(10_000);
    channel.open(write);
    signal.open();
    await pass(1000);
    expect(frames).toEqual([received('c1'), received('c2')]);
  });

  it('goes by a call where no frame can, one at a time, and what failed with the next', async () => {
    const { put, frames, received: signal } = fixture();
    const answers: (() => void)[] = [];
    put.mockImplementationOnce(() => new Promise((_, reject) => answers.push(() => { reject(new Error('no way')); })));
    signal.open();
    signal.update('c1');
    await pass(1000);
    signal.update('c2');
    signal.update('c3');
    await pass(10_000);
    expect(put.mock.calls).toEqual([['c1']]);
    answers[0]?.();
    await pass(1000);
    expect(put.mock.calls).toEqual([['c1'], ['c3']]);
    await pass(10_000);
    expect(put).toHaveBeenCalledTimes(2);
    expect(frames).toEqual([]);
  });

  it('does not wait for a call once there is a socket', async () => {
    const { channel, frames, write, put, received: signal } = fixture();
    put.mockImplementationOnce(() => new Promise(() => undefined));
    signal.open();
    signal.update('c1');
    await pass(1000);
    signal.close();
    channel.open(write);
    signal.open();
    await pass(1000);
    expect(frames).toEqual([received('c1')]);
  });

  it('is not told of another history', async () => {
    const { channel, frames, write, received: signal } = fixture();
    channel.open(write);
    signal.open();
    signal.update('c1');
    signal.forget();
    signal.open();
    await pass(10_000);
    expect(frames).toEqual([]);
  });
});

describe('a read position', () => {
  const read = (conversationId: string, seq: number): object => ({ type: 'read', id: 'read', conversationId, seq });

  it('goes forward only, and is told once for many messages', async () => {
    const { channel, frames, write, reading } = fixture();
    channel.open(write);
    reading.open();
    reading.read('a', 1);
    reading.read('a', 7);
    reading.read('a', 5);
    reading.read('b', 2);
    await pass(500);
    expect(frames).toEqual([read('a', 7), read('b', 2)]);
    reading.read('a', 7);
    await pass(10_000);
    expect(frames).toHaveLength(2);
  });

  it('that was read without a connection is told on the next, and what the one before may have lost too', async () => {
    const { channel, frames, write, reading } = fixture();
    channel.open(write);
    reading.open();
    reading.read('a', 1);
    await pass(500);
    reading.close();
    channel.close();
    reading.read('b', 2);
    await pass(10_000);
    expect(frames).toEqual([read('a', 1)]);
    channel.open(write);
    reading.open();
    await pass(500);
    expect(frames.slice(1)).toEqual([read('a', 1), read('b', 2)]);
  });

  it('goes over HTTP where no frame can be written', async () => {
    const { http, reading } = fixture();
    http.mockImplementationOnce(() => Promise.reject(new Error('no way')));
    reading.open();
    reading.read('a', 1);
    await pass(500);
    reading.read('a', 2);
    await pass(500);
    expect(http.mock.calls).toEqual([['a', 1], ['a', 2]]);
  });
});

describe('typing', () => {
  const typing = (on: boolean, conversationId = 'a'): object => ({ type: 'typing', id: 'typing', conversationId, on });

  it('is told at the first key and every six seconds, and ends six seconds after the last', async () => {
    const { channel, frames, write, typing: signal } = fixture();
    channel.open(write);
    for (let i = 0; i < 13; i++) {
      signal.set('a', true);
      await pass(1000);
    }
    expect(frames).toEqual([typing(true), typing(true), typing(true)]);
    await pass(4999);
    expect(frames).toHaveLength(3);
    await pass(1);
    expect(frames.at(-1)).toEqual(typing(false));
    await pass(60_000);
    expect(frames).toHaveLength(4);
  });

  it('ends when the text was sent, and does not begin again within six seconds', async () => {
    const { channel, frames, write, typing: signal } = fixture();
    channel.open(write);
    signal.set('a', true);
    signal.set('a', false);
    signal.set('a', false);
    signal.set('a', true);
    expect(frames).toEqual([typing(true), typing(false)]);
    await pass(6000);
    signal.set('a', true);
    expect(frames.at(-1)).toEqual(typing(true));
  });

  it('in another conversation ends it in the first', () => {
    const { channel, frames, write, typing: signal } = fixture();
    channel.open(write);
    signal.set('a', true);
    signal.set('b', true);
    expect(frames).toEqual([typing(true), typing(false), typing(true, 'b')]);
  });

  it('is nothing to come back to without a connection', async () => {
    const { channel, frames, write, typing: signal } = fixture();
    signal.set('a', true);
    channel.open(write);
    await pass(60_000);
    expect(frames).toEqual([]);
  });
});

describe('activity', () => {
  const activity = (state: string): object => ({ type: 'activity', id: 'activity', state });

  it('is told when it changes, and every two minutes while it goes on', async () => {
    const { channel, frames, write } = fixture();
    const signal = new Activity(channel);
    channel.open(write);
    signal.open();
    signal.set('active');
    expect(frames).toEqual([]);
    signal.set('away');
    signal.set('away');
    signal.set('active');
    expect(frames).toEqual([activity('away'), activity('active')]);
    await pass(119_999);
    signal.set('active');
    expect(frames).toHaveLength(2);
    await pass(1);
    signal.set('active');
    expect(frames).toHaveLength(3);
  });

  it('is told to a new socket, which takes its user for active, only when nobody is there', () => {
    const { channel, frames, write } = fixture();
    const signal = new Activity(channel);
    signal.set('away');
    expect(frames).toEqual([]);
    channel.open(write);
    signal.open();
    expect(frames).toEqual([activity('away')]);
  });
});

describe('a server that does not take a signal', () => {
  it('is not asked again on that connection', () => {
    const { channel, frames, write } = fixture();
    const read = { type: 'read', id: 'read', conversationId: 'a', seq: 1 } as const;
    const received = { type: 'received', id: 'received', cursor: 'c' } as const;
    channel.open(write);
    channel.rejected('read', 'validation-failed');
    channel.rejected('received', 'forbidden');
    channel.send(read);
    channel.send(received);
    expect(frames).toEqual([received]);
    channel.close();
    channel.open(write);
    channel.send(read);
    expect(frames).toEqual([received, read]);
  });
});
