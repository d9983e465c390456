import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSockets } from '../testing/fake-socket';
import { MAX_DELAY_MS } from './backoff';
import { Connection, type ConnectionListener, type ConnectionOptions, type ConnectionStatus } from './connection';
import { memoryOutbox } from '../sending/outbox';
import { ApiError, parseProblem } from '../contract/problem';

const hello = { clientMessageId: 'id-1', conversationId: 'conv', body: 'hello' };
const world = { clientMessageId: 'id-2', conversationId: 'conv', body: 'world' };
const ackOf = (id: string): object => ({ type: 'ack', id, messageId: `m-${id}`, clientMessageId: id, seq: 1, sentAt: '' });
const update = (cursor: string): object => ({ type: 'update', cursor, kind: 'message.sent', data: {} });

function fixture(requestTicket: () => Promise<string> = () => Promise.resolve('secret')) {
  const sockets = new FakeSockets();
  const statuses: ConnectionStatus[] = [];
  const listener = {
    status: (status: ConnectionStatus) => void statuses.push(status),
    welcome: vi.fn<ConnectionListener['welcome']>(),
    update: vi.fn<ConnectionListener['update']>(),
    ack: vi.fn<ConnectionListener['ack']>(),
    reject: vi.fn<ConnectionListener['reject']>(),
    resync: vi.fn<ConnectionListener['resync']>(),
  };
  const outbox = memoryOutbox();
  const post = vi.fn<ConnectionOptions['post']>(() => Promise.reject(new ApiError(parseProblem({}, 500))));
  const openSocket = sockets.open;
  const connection = new Connection({ requestTicket, openSocket, post, outbox, listener, random: () => 0 });
  return { sockets, statuses, listener, outbox, post, connection };
}

/** Lets promises settle and timers that are due fire. */
const pass = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('connecting', () => {
  it('offers the protocol and the ticket, and sends nothing before the welcome', async () => {
    const { sockets, statuses, listener, connection } = fixture();
    connection.start();
    connection.send(hello);
    await pass();
    sockets.last.accept();
    expect(sockets.last.protocols).toEqual(['connectly.v1', 'connectly.ticket.secret']);
    expect(sockets.last.sent).toEqual([]);
    sockets.last.push({ type: 'welcome', userId: 'me', cursor: 'c0' });
    expect(sockets.last.sentOfType('send')).toHaveLength(1);
    expect(listener.welcome).toHaveBeenCalledExactlyOnceWith(false);
    expect(statuses).toEqual(['connecting', 'open']);
  });

  it('waits longer after each failure, and not past the cap', async () => {
    const failing = vi.fn(() => Promise.reject(new ApiError(parseProblem(undefined, 503))));
    const { connection } = fixture(failing);
    connection.start();
    await pass();
    expect(failing).toHaveBeenCalledTimes(1);
    await pass(249);
    expect(failing).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(failing).toHaveBeenCalledTimes(2);
    await pass(499);
    expect(failing).toHaveBeenCalledTimes(2);
    await pass(1);
    expect(failing).toHaveBeenCalledTimes(3);
    await pass(10 * MAX_DELAY_MS);
    const before = failing.mock.calls.length;
    await pass(MAX_DELAY_MS);
    expect(failing.mock.calls.length).toBeGreaterThan(before);
  });

  it('waits as long as a refused ticket says', async () => {
    const refused = vi.fn(() => Promise.reject(new ApiError(parseProblem({ retryAfterSeconds: 20 }, 429))));
    const { connection } = fixture(refused);
    connection.start();
    await pass(19_999);
    expect(refused).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(refused).toHaveBeenCalledTimes(2);
  });

  it('at once when asked, instead of after the wait', async () => {
    const { sockets, connection } = fixture();
    connection.start();
    await pass();
    sockets.last.drop();
    connection.retryNow();
    await pass();
    expect(sockets.all).toHaveLength(2);
    await pass(MAX_DELAY_MS / 60);
    expect(sockets.all).toHaveLength(2);
  });
});

describe('a lost connection', () => {
  it('resumes after the last update, not after the last ack', async () => {
    const { sockets, listener, connection } = fixture();
    connection.start();
    await pass();
    sockets.last.welcome('c0');
    sockets.last.push({ type: 'batch', frames: [update('c1'), update('c2')] });
    sockets.last.push({ type: 'ack', id: 'x', messageId: 'm', clientMessageId: 'x', seq: 9, sentAt: '', cursor: 'c9' });
    sockets.last.drop();
    await pass(500);
    sockets.last.accept();
    expect(sockets.last.sent).toEqual([{ type: 'resume', cursor: 'c2' }]);
    sockets.last.push({ type: 'welcome', userId: 'me', cursor: 'c7' });
    expect(listener.welcome).toHaveBeenLastCalledWith(true);
    expect(sockets.all).toHaveLength(2);
  });

  it('keeps its cursor when it is lost again before anything was replayed', async () => {
    const { sockets, connection } = fixture();
    connection.start();
    await pass();
    sockets.last.welcome('c1');
    sockets.last.drop();
    await pass(500);
    sockets.last.welcome('c7');
    sockets.last.drop();
    await pass(1000);
    sockets.last.accept();
    expect(sockets.all).toHaveLength(3);
    expect(sockets.last.sent).toEqual([{ type: 'resume', cursor: 'c1' }]);
  });

  it('sends again, in order and with the same ids, what was not answered', async () => {
    const { sockets, connection } = fixture();
    connection.start();
    await pass();
    sockets.last.welcome();
    connection.send(hello);
    const first = sockets.last.sentOfType('send');
    sockets.last.drop();
    connection.send(world);
    await pass(500);
    sockets.last.welcome();
    expect(first).toMatchObject([{ id: 'id-1', clientMessageId: 'id-1', body: 'hello' }]);
    sockets.last.push(ackOf('id-1'));
    expect(sockets.last.sentOfType('send')).toMatchObject([
      { clientMessageId: 'id-1', conversationId: 'conv', body: 'hello' },
      { clientMessageId: 'id-2', conversationId: 'conv', body: 'world' },
    ]);
  });

  it('never sends again what was acknowledged, rejected or cancelled', async () => {
    const { sockets, listener, outbox, connection } = fixture();
    connection.start();
    await pass();
    sockets.last.welcome();
    connection.send(hello);
    connection.send(world);
    connection.send({ ...hello, clientMessageId: 'id-3' });
    sockets.last.push(ackOf('id-1'));
    sockets.last.push({ type: 'reject', id: 'id-2', problem: { status: 403, code: 'muted' } });
    expect(sockets.last.sentOfType('send')).toHaveLength(3);
    connection.cancel('id-3');
    expect(listener.reject).toHaveBeenCalledOnce();
    expect(outbox.entries()).toEqual([]);
    sockets.last.drop();
    await pass(500);
    sockets.last.welcome();
    expect(sockets.last.sentOfType('resume')).toHaveLength(1);
    expect(sockets.last.sentOfType('send')).toEqual([]);
  });

  it('is noticed by silence: a ping, then a new socket', async () => {
    const { sockets, statuses, connection } = fixture();
    connection.start();
    await pass();
    sockets.last.welcome();
    await pass(25_000);
    expect(sockets.last.sentOfType('ping')).toHaveLength(1);
    sockets.last.push({ type: 'pong' });
    await pass(25_000);
    expect(sockets.last.sentOfType('ping')).toHaveLength(2);
    expect(sockets.all).toHaveLength(1);
    await pass(10_000);
    expect(sockets.all[0]?.closed).toBe(true);
    expect(statuses.at(-1)).toBe('waiting');
    await pass(500);
    expect(sockets.all).toHaveLength(2);
  });

  it('does not listen to its old socket', async () => {
    const { sockets, listener, statuses, connection } = fixture();
    connection.start();
    await pass();
    const old = sockets.last;
    old.welcome();
    old.drop();
    await pass(500);
    sockets.last.welcome();
    old.push(update('stale'));
    old.drop();
    expect(listener.update).not.toHaveBeenCalled();
    expect(statuses.at(-1)).toBe('open');
  });
});

describe('a message', () => {
  it('that is larger than the frames of this server goes over HTTP', async () => {
    const { sockets, post, connection } = fixture();
    connection.start();
    await pass();
    sockets.last.accept();
    sockets.last.push({ type: 'welcome', userId: 'me', cursor: 'c0', limits: { frameBytes: 1000 } });
    connection.send({ ...hello, conversationId: 'other' });
    connection.send({ ...world, body: 'x'.repeat(1000) });
    expect(sockets.last.sentOfType('send')).toMatchObject([{ clientMessageId: 'id-1' }]);
    expect(post.mock.calls).toMatchObject([[{ clientMessageId: 'id-2' }]]);
  });
});

describe('the end of a session', () => {
  it('is final when the server closes with 4401', async () => {
    const { sockets, statuses, connection } = fixture();
    connection.start();
    await pass();
    sockets.last.welcome();
    sockets.last.drop(4401);
    connection.retryNow();
    await pass(10 * MAX_DELAY_MS);
    expect(statuses.at(-1)).toBe('signed-out');
    expect(sockets.all).toHaveLength(1);
  });

  it('is final when no ticket is given for lack of a session', async () => {
    const { sockets, statuses, connection } = fixture(() => Promise.reject(new ApiError(parseProblem({}, 401))));
    connection.start();
    await pass(10 * MAX_DELAY_MS);
    expect(statuses).toEqual(['connecting', 'signed-out']);
    expect(sockets.all).toEqual([]);
  });

  it('by stopping leaves no timer behind', async () => {
    const { sockets, connection } = fixture();
    connection.start();
    await pass();
    sockets.last.welcome();
    const before = vi.getTimerCount();
    connection.send(hello);
    sockets.last.push({ type: 'reject', id: 'id-1', problem: { status: 429, code: 'cooldown', retryAfterSeconds: 30 } });
    expect(vi.getTimerCount()).toBe(before + 1);
    connection.stop();
    expect(sockets.last.closed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a resync', () => {
  it('drops the cursor and what follows it, and starts a new feed', async () => {
    const { sockets, listener, connection } = fixture();
    connection.start();
    await pass();
    sockets.last.welcome('c0');
    sockets.last.push({ type: 'batch', frames: [{ type: 'resync', reason: 'epoch-changed' }, update('c1')] });
    expect(listener.resync).toHaveBeenCalledOnce();
    expect(listener.update).not.toHaveBeenCalled();
    await pass(500);
    sockets.last.welcome('d0');
    expect(sockets.all).toHaveLength(2);
    expect(sockets.last.sentOfType('resume')).toEqual([]);
    expect(listener.welcome).toHaveBeenLastCalledWith(false);
  });
});
