import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, networkProblem, parseProblem } from '../contract/problem';
import { bar, fallback, live } from '../testing/connection-fixture';
import { pass, update } from '../testing/feed';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('where sockets do not get through', () => {
  it('a stream takes over that begins now, and writes nothing', async () => {
    const { updates, listener, connection, states, told } = await fallback();
    expect(updates.streams).toEqual([undefined]);
    updates.send('id: c5\n\n');
    await pass();
    expect(listener.up).toHaveBeenCalledExactlyOnceWith(0, false);
    expect(states().at(-1)).toBe('fallback stream');
    updates.sendUpdate('c6');
    await pass();
    expect(told()).toEqual(['c6']);
    connection.write('nothing takes this');
  });

  it('a stream goes on where a socket had stopped, and a socket where the stream has', async () => {
    const all = await live('c0');
    const { sockets, updates, listener, told, states } = all;
    sockets.last.push(update('c1'));
    sockets.last.drop();
    await pass(250);
    await bar(all);
    updates.send('id: c1\n\n');
    updates.sendUpdate('c2');
    await pass();
    expect(updates.streams).toEqual(['c1']);
    await pass(30_000);
    updates.sendUpdate('c3');
    await pass();
    sockets.last.welcome('c9');
    updates.sendUpdate('c4');
    await pass();
    expect(updates.aborted).toBe(1);
    expect(sockets.last.sent).toEqual([{ type: 'resume', cursor: 'c3' }]);
    sockets.last.push({ type: 'batch', frames: [update('c4'), update('c5')] });
    expect(told()).toEqual(['c1', 'c2', 'c3', 'c4', 'c5']);
    expect(states().at(-1)).toBe('live socket');
    expect(listener.up.mock.calls).toEqual([[16_384, false], [0, true], [16_384, true]]);
    expect(listener.down).toHaveBeenCalledTimes(2);
  });

  it('the stream stays while sockets are tried in vain', async () => {
    const { sockets, updates, listener, states, told } = await fallback();
    updates.send('id: c5\n\n');
    await pass(30_000);
    const tried = sockets.all.length;
    sockets.last.drop();
    updates.send(':\n\n');
    await pass(59_999);
    expect(sockets.all).toHaveLength(tried);
    updates.send(':\n\n');
    await pass(1);
    expect(sockets.all).toHaveLength(tried + 1);
    updates.sendUpdate('c6');
    await pass();
    expect(told()).toEqual(['c6']);
    expect(listener.down).not.toHaveBeenCalled();
    expect(states().at(-1)).toBe('fallback stream');
  });

  it('a stream that was cut goes on after its last id', async () => {
    const { updates, listener } = await fallback();
    updates.send('id: c5\n\n');
    updates.sendUpdate('c6');
    await pass();
    updates.endStream();
    await pass(250);
    expect(updates.streams).toEqual([undefined, 'c6']);
    updates.send('id: c6\n\n');
    await pass();
    expect(listener.up.mock.calls).toEqual([[0, false], [0, true]]);
  });

  it('a stream without a sign of life for a minute is given up', async () => {
    const { updates, listener } = await fallback();
    updates.send('id: c5\n\n');
    await pass(50_000);
    updates.send(':\n\n');
    await pass(59_999);
    expect(listener.down).not.toHaveBeenCalled();
    await pass(1);
    expect(listener.down).toHaveBeenCalledOnce();
  });

  it('a stream of nonsense is given up', async () => {
    const { updates, listener } = await fallback();
    updates.send('id: c5\n\n');
    updates.send('id: c6\ndata: nonsense\n\n');
    await pass();
    expect(listener.down).toHaveBeenCalledOnce();
    expect(updates.aborted).toBe(1);
  });

  it('polls take over where streams do not get through either', async () => {
    const { updates, listener, states, told } = await fallback();
    await pass(10_001);
    expect(updates.polls).toEqual([undefined]);
    updates.answerPoll('c5');
    await pass();
    expect(states().at(-1)).toBe('fallback poll');
    expect(listener.up).toHaveBeenCalledExactlyOnceWith(0, false);
    updates.answerPoll('c8', 'c6', 'c7');
    await pass();
    expect(told()).toEqual(['c6', 'c7']);
    expect(updates.polls).toEqual([undefined, 'c5', 'c8']);
  });

  it('polls take over where streams are broken off before their first id', async () => {
    const { updates } = await fallback();
    updates.breakStream();
    await pass(1);
    expect(updates.streams).toHaveLength(1);
    expect(updates.polls).toEqual([undefined]);
  });

  it('a stream that was up is opened again when it is broken off', async () => {
    const { updates } = await fallback();
    updates.send('id: c5\n\n');
    await pass();
    updates.breakStream();
    await pass(250);
    expect(updates.streams).toEqual([undefined, 'c5']);
    expect(updates.polls).toEqual([]);
  });

  it('empty answers that come too soon make no storm', async () => {
    const { updates } = await fallback();
    await pass(10_001);
    updates.answerPoll('c5');
    await pass();
    updates.answerPoll('c5');
    await pass(999);
    expect(updates.polls).toHaveLength(2);
    await pass(1);
    expect(updates.polls).toHaveLength(3);
  });

  it('a cursor of another epoch is a resync for a poll and for a stream', async () => {
    for (const way of ['stream', 'poll'] as const) {
      const { updates, listener, states } = await fallback();
      if (way === 'stream') {
        updates.send('id: d0\nevent: resync\ndata: {"type":"resync","reason":"epoch-changed"}\n\n');
      } else {
        const errors = [{ field: 'after', code: 'epoch-changed' }];
        updates.refuse = new ApiError(parseProblem({ code: 'conflict', errors }, 409));
        await pass(10_001);
      }
      await pass();
      expect(listener.resync).toHaveBeenCalledOnce();
      expect(states().at(-1)).toBe('resyncing');
    }
  });

  it('and HTTP does neither, everything begins anew', async () => {
    const { updates, states } = await fallback();
    updates.refuse = new ApiError(networkProblem());
    updates.send('id: c5\n\n');
    await pass();
    updates.endStream();
    await pass(3000);
    expect(states().at(-1)).toBe('backing-off');
  });

  it('the end of the session is seen all the same', async () => {
    const { updates, states } = await fallback();
    updates.send('id: c5\n\n');
    await pass();
    updates.refuse = new ApiError(parseProblem({}, 401));
    updates.endStream();
    await pass(1000);
    expect(states().at(-1)).toBe('logged-out');
    expect(vi.getTimerCount()).toBe(0);
  });
});
