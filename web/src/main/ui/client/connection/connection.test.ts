import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, parseProblem } from '../contract/problem';
import { fixture, live } from '../testing/connection-fixture';
import { pass, update } from '../testing/feed';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('connecting', () => {
  it('offers the protocol and the ticket, and asks for updates from the welcome on', async () => {
    const { sockets, listener, states } = await live();
    expect(sockets.last.protocols).toEqual(['connectly.v1', 'connectly.ticket.secret']);
    expect(sockets.last.sent).toEqual([{ type: 'resume', cursor: 'c0' }]);
    expect(listener.up).toHaveBeenCalledExactlyOnceWith(16_384, false);
    expect(states()).toEqual(['connecting', 'live socket']);
  });

  it('goes on after a cursor that an earlier run has kept', async () => {
    const { sockets, listener, connection } = fixture();
    connection.start('kept');
    await pass();
    sockets.last.welcome('c9');
    expect(sockets.last.sent).toEqual([{ type: 'resume', cursor: 'kept' }]);
    expect(listener.up).toHaveBeenCalledExactlyOnceWith(16_384, true);
  });

  it('waits as long as a refused ticket says', async () => {
    const refused = vi.fn(() => Promise.reject(new ApiError(parseProblem({ retryAfterSeconds: 20 }, 429))));
    const { connection } = fixture(refused);
    connection.start();
    await pass(22_499);
    expect(refused).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(refused).toHaveBeenCalledTimes(2);
  });

  it('waits ever longer where a proxy answers for the ticket, and takes that for no barrier', async () => {
    const refused = vi.fn(() => Promise.reject(new ApiError(parseProblem(undefined, 502))));
    const { connection, updates, states } = fixture(refused);
    connection.start();
    await pass(600_000);
    expect(refused.mock.calls.length).toBeLessThan(60);
    expect([...updates.streams, ...updates.polls]).toEqual([]);
    expect(new Set(states())).toEqual(new Set(['connecting', 'backing-off']));
  });

  it('gives a socket ten seconds to say welcome', async () => {
    const { sockets, connection, states } = fixture();
    connection.start();
    await pass(9_999);
    expect(states()).toEqual(['connecting']);
    await pass(1);
    expect(sockets.last.closed).toBe(true);
    expect(states().at(-1)).toBe('backing-off');
  });

  it('at once when asked, instead of after the wait', async () => {
    const { sockets, connection } = await live();
    sockets.last.drop();
    connection.notice('retry');
    await pass();
    expect(sockets.all).toHaveLength(2);
    await pass(60_000);
    expect(sockets.all.length).toBeGreaterThan(2);
  });
});

describe('a lost connection', () => {
  it('resumes after the last update, not after the last ack', async () => {
    const { sockets, listener, told } = await live();
    sockets.last.push({ type: 'batch', frames: [update('c1'), update('c2')] });
    sockets.last.push({ type: 'ack', id: 'x', messageId: 'm', clientMessageId: 'x', seq: 9, sentAt: '', cursor: 'c9' });
    sockets.last.drop();
    expect(listener.down).toHaveBeenCalledOnce();
    await pass(250);
    sockets.last.welcome('c7');
    expect(sockets.all).toHaveLength(2);
    expect(sockets.last.sent).toEqual([{ type: 'resume', cursor: 'c2' }]);
    expect(listener.up).toHaveBeenLastCalledWith(16_384, true);
    expect(told()).toEqual(['c1', 'c2']);
  });

  it('keeps its cursor when it is lost again before anything was replayed', async () => {
    const { sockets } = await live('c1');
    sockets.last.drop();
    await pass(250);
    sockets.last.welcome('c7');
    sockets.last.drop();
    await pass(500);
    sockets.last.welcome('c8');
    expect(sockets.all).toHaveLength(3);
    expect(sockets.last.sent).toEqual([{ type: 'resume', cursor: 'c1' }]);
  });

  it('says when the server was last heard', async () => {
    const { sockets, listener } = await live();
    await pass(1000);
    sockets.last.push(update('c1'));
    const heard = Date.now();
    await pass(5000);
    sockets.last.drop();
    expect(listener.status).toHaveBeenLastCalledWith({ state: 'backing-off', via: undefined, lastHeardAt: heard });
  });

  it('is noticed by silence: a ping, then a new socket', async () => {
    const { sockets, states } = await live();
    await pass(54_999);
    expect(sockets.last.sentOfType('ping')).toEqual([]);
    await pass(1);
    expect(sockets.last.sentOfType('ping')).toHaveLength(1);
    sockets.last.push({ type: 'pong' });
    await pass(55_000);
    expect(sockets.last.sentOfType('ping')).toHaveLength(2);
    await pass(9_999);
    expect(sockets.all).toHaveLength(1);
    await pass(1);
    expect(sockets.last.closed).toBe(true);
    expect(states().at(-1)).toBe('backing-off');
  });

  it.each(['wake', 'online', 'offline', 'retry'] as const)('is looked for at once on %s, and held if it lives', async (event) => {
    const { sockets, connection, states } = await live();
    connection.notice(event);
    expect(sockets.last.sentOfType('ping')).toHaveLength(1);
    sockets.last.push({ type: 'pong' });
    await pass(20_000);
    expect(sockets.all).toHaveLength(1);
    connection.notice(event);
    await pass(10_000);
    expect(sockets.all[0]?.closed).toBe(true);
    expect(states()).not.toHaveLength(2);
  });

  it.each(['nonsense', '{"type":"update","kind":"message.sent"}', '{"type":"batch"}'])('is made of one that says %s', async (text) => {
    const { sockets, told } = await live();
    sockets.last.push(update('c1'));
    sockets.last.pushText(text);
    expect(sockets.last.closed).toBe(true);
    sockets.last.push(update('c2'));
    await pass(250);
    sockets.last.welcome('c2');
    expect(sockets.last.sent).toEqual([{ type: 'resume', cursor: 'c1' }]);
    expect(told()).toEqual(['c1']);
  });

  it('does not listen to its old socket', async () => {
    const { sockets, states, told } = await live();
    const old = sockets.last;
    old.drop();
    await pass(250);
    sockets.last.welcome();
    old.push(update('stale'));
    old.drop();
    expect(told()).toEqual([]);
    expect(states().at(-1)).toBe('live socket');
  });

  it('does not try often while the browser says that there is no network', async () => {
    const { sockets, connection, states } = await live();
    connection.notice('offline');
    sockets.last.drop();
    expect(states().at(-1)).toBe('offline');
    await pass(59_999);
    expect(sockets.all).toHaveLength(1);
    connection.notice('online');
    await pass();
    expect(sockets.all).toHaveLength(2);
  });
});

describe('an update', () => {
  it('that comes twice is told once', async () => {
    const { sockets, told } = await live();
    const batch = { type: 'batch', frames: [update('c1'), update('c2'), update('c3')] };
    sockets.last.push(batch);
    sockets.last.push(batch);
    sockets.last.push(update('c4'));
    expect(told()).toEqual(['c1', 'c2', 'c3', 'c4']);
  });

  it('of an unknown kind is told, and a frame of an unknown type is not', async () => {
    const { sockets, listener, states } = await live();
    sockets.last.push({ type: 'update', cursor: 'c1', kind: 'from.the.future', data: 7 });
    sockets.last.push({ type: 'from-the-future', frames: 7 });
    expect(listener.update.mock.calls).toMatchObject([[{ kind: 'from.the.future', data: 7 }]]);
    expect(states().at(-1)).toBe('live socket');
  });
});

describe('the end of a session', () => {
  it('is final when the server closes with 4401', async () => {
    const { sockets, connection, states } = await live();
    sockets.last.drop(4401);
    connection.notice('retry');
    connection.start();
    await pass(1_000_000);
    expect(states().at(-1)).toBe('logged-out');
    expect(sockets.all).toHaveLength(1);
  });

  it('is final when no ticket is given for lack of a session', async () => {
    const { sockets, connection, states } = fixture(() => Promise.reject(new ApiError(parseProblem({}, 401))));
    connection.start();
    await pass(1_000_000);
    expect(states()).toEqual(['connecting', 'logged-out']);
    expect(sockets.all).toEqual([]);
  });

  it('by stopping leaves no timer behind, and may be followed by a start', async () => {
    const { sockets, connection, states } = await live();
    connection.notice('stop');
    expect(sockets.last.closed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
    connection.start();
    await pass();
    sockets.last.welcome();
    expect(states()).toEqual(['connecting', 'live socket', 'closed', 'connecting', 'live socket']);
  });
});

describe('a resync', () => {
  it('drops the cursor and what follows it, and starts a new feed', async () => {
    const { sockets, listener, states, told } = await live();
    sockets.last.push({ type: 'batch', frames: [{ type: 'resync', reason: 'epoch-changed' }, update('c1')] });
    expect(listener.resync).toHaveBeenCalledOnce();
    expect(told()).toEqual([]);
    await pass(500);
    sockets.last.welcome('d0');
    expect(sockets.last.sent).toEqual([{ type: 'resume', cursor: 'd0' }]);
    expect(listener.up).toHaveBeenLastCalledWith(16_384, false);
    expect(states()).toEqual(['connecting', 'live socket', 'resyncing', 'connecting', 'live socket']);
  });
});
