import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Client, type StartOptions } from './client';
import type { EnvironmentEvent } from './connection/environment';
import { parseProblem } from './contract/problem';
import { Api } from './http/api';
import type { OutboxStore, Unsent } from './sending/outbox';
import { OUTBOX_LIMIT } from './sending/outbox';
import { FakeSockets } from './testing/fake-socket';
import { FakeUpdates } from './testing/fake-updates';
import { clientListener, pass, update } from './testing/feed';

const unsent = (id: string, changes: Partial<Unsent> = {}): Unsent => ({
  clientMessageId: id,
  conversationId: 'conv',
  body: `text ${id}`,
  replyTo: null,
  writtenAt: '2026-01-01T00:00:00.000Z',
  problem: null,
  ...changes,
});
const ack = (id: string): object => ({ type: 'ack', id, clientMessageId: id, messageId: `m-${id}`, seq: 1, sentAt: '' });

function fixture(left: readonly Unsent[] = []) {
  const sockets = new FakeSockets();
  const listener = clientListener();
  const store = {
    adopt: vi.fn<OutboxStore['adopt']>((found) => {
      found(left);
      return Promise.resolve();
    }),
    put: vi.fn<OutboxStore['put']>(),
    remove: vi.fn<OutboxStore['remove']>(),
    clear: vi.fn<OutboxStore['clear']>(() => Promise.resolve()),
    close: vi.fn<OutboxStore['close']>(),
  };
  let tell: (event: EnvironmentEvent) => void = () => undefined;
  const unwatched = vi.fn();
  const environment = {
    online: () => true,
    watch: (listen: typeof tell) => {
      tell = listen;
      return unwatched;
    },
  };
  const updates = new FakeUpdates();
  const account = { userId: 'me' };
  const posted: string[] = [];
  const api = new Api(async (input, init) => {
    const path = input instanceof Request ? input.url : input.toString();
    if (path.startsWith('/api/v1/updates/stream')) {
      return new Response(await updates.stream(undefined, new AbortController().signal));
    }
    if (init?.method === 'POST') {
      posted.push(path);
    }
    return new Response(JSON.stringify({ headerName: 'X', token: 't', ticket: 'ticket', ...account }));
  });
  const client = new Client({ api, openSocket: sockets.open, listener, environment, random: () => 0.5 });
  const start = async (options: StartOptions = {}): Promise<void> => {
    client.start({ store, ...options });
    await pass();
    sockets.last.welcome();
    await pass();
  };
  const sent = (): unknown[] => sockets.last.sentOfType('send');
  const happen = (event: EnvironmentEvent): void => {
    tell(event);
  };
  return { client, start, account, updates, posted, sockets, listener, store, sent, happen, unwatched };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a message', () => {
  it('is kept until it is answered, and sent again on the next connection under the same id', async () => {
    const { client, start, sockets, listener, store, sent } = fixture();
    await start();
    const { clientMessageId: id } = client.send({ conversationId: 'conv', body: 'hi', replyTo: 'm1' });
    expect(id).toMatch(/^[0-9a-f-]{14}7/);
    const frame = { type: 'send', id, clientMessageId: id, conversationId: 'conv', body: 'hi', replyTo: 'm1' };
    expect(sent()).toEqual([frame]);
    expect(store.put.mock.calls).toMatchObject([[{ clientMessageId: id, body: 'hi', problem: null }]]);
    sockets.last.drop();
    await pass(250);
    sockets.last.welcome();
    expect(sockets.all).toHaveLength(2);
    expect(sent()).toEqual([frame]);
    sockets.last.push(ack(id));
    expect(store.remove).toHaveBeenCalledExactlyOnceWith(id);
    expect(listener.sent).toHaveBeenCalledOnce();
  });

  it('that was refused is kept with its problem, and sent again only when the user wants it', async () => {
    const { client, start, sockets, listener, store, sent } = fixture();
    await start();
    const message = client.send({ conversationId: 'conv', body: 'hi' });
    sockets.last.push({ type: 'reject', id: message.clientMessageId, problem: { status: 403, code: 'muted' } });
    expect(listener.failed.mock.calls).toMatchObject([[message.clientMessageId, { code: 'muted' }]]);
    expect(store.put.mock.lastCall).toMatchObject([{ problem: { code: 'muted' } }]);
    sockets.last.drop();
    await pass(250);
    sockets.last.welcome();
    expect(sent()).toEqual([]);
    expect(client.retry(message).problem).toBeNull();
    expect(sent()).toMatchObject([{ clientMessageId: message.clientMessageId }]);
    client.cancel(message.clientMessageId);
    expect(store.remove).toHaveBeenCalledExactlyOnceWith(message.clientMessageId);
  });

  it('comes back when too many wait already', () => {
    const { client } = fixture();
    for (let i = 0; i < OUTBOX_LIMIT; i++) {
      expect(client.send({ conversationId: 'conv', body: String(i) }).problem).toBeNull();
    }
    expect(client.send({ conversationId: 'conv', body: 'too many' }).problem?.code).toBe('outbox-full');
  });
});

describe('what an earlier page left', () => {
  it('is told, and sent before what is written now; but not what was refused', async () => {
    const refused = unsent('2', { problem: parseProblem({ code: 'muted' }, 403) });
    const left = [unsent('1'), refused];
    const { client, start, sockets, listener, sent } = fixture(left);
    client.send({ conversationId: 'conv', body: 'new' });
    await start();
    expect(listener.restored.mock.calls).toEqual([[left]]);
    expect(sent()).toMatchObject([{ clientMessageId: '1' }]);
    sockets.last.push(ack('1'));
    expect(sent()).toMatchObject([{ clientMessageId: '1' }, { body: 'new' }]);
  });

  it('holds up the rest for three seconds at most', async () => {
    const { client, start, store, sent } = fixture();
    store.adopt.mockImplementation(() => new Promise(() => undefined));
    await start();
    client.send({ conversationId: 'conv', body: 'new' });
    await pass(2_999);
    expect(sent()).toEqual([]);
    await pass(1);
    expect(sent()).toMatchObject([{ body: 'new' }]);
  });

  it('is looked for again when the page is looked at again', async () => {
    const { start, store, happen } = fixture();
    await start();
    happen('wake');
    expect(store.adopt).toHaveBeenCalledTimes(2);
  });
});

describe('the page', () => {
  it('has the connection looked at when it is seen again, and cuts a wait short', async () => {
    const { start, sockets, happen } = fixture();
    await start();
    happen('wake');
    expect(sockets.last.sentOfType('ping')).toHaveLength(1);
    sockets.last.drop();
    happen('online');
    await pass();
    expect(sockets.all).toHaveLength(2);
  });

  it('is not watched any more once the client has stopped', async () => {
    const { client, start, store, unwatched } = fixture();
    await start();
    client.stop();
    expect(unwatched).toHaveBeenCalledOnce();
    expect(store.clear).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a logout', () => {
  it('forgets what was unsent', async () => {
    const { client, start, sockets, store, sent } = fixture();
    await start();
    client.send({ conversationId: 'a', body: 'hi' });
    await client.forget();
    expect(store.clear).toHaveBeenCalledOnce();
    expect(store.close).toHaveBeenCalledOnce();
    expect(sockets.last.closed).toBe(true);
    expect(sent()).toHaveLength(1);
  });

  it('waits three seconds for the store at most', async () => {
    const { client, start, store } = fixture();
    await start();
    store.clear.mockImplementation(() => new Promise(() => undefined));
    const forgotten = vi.fn();
    void client.forget().then(forgotten);
    await pass(2_999);
    expect(forgotten).not.toHaveBeenCalled();
    await pass(1);
    expect(forgotten).toHaveBeenCalledOnce();
    expect(store.close).toHaveBeenCalledOnce();
  });
});

describe('a session that somebody else has taken over', () => {
  it('is the end when a socket is welcomed as that user, and sends nothing', async () => {
    const { client, start, sockets, listener } = fixture();
    await start({ userId: 'me' });
    sockets.last.drop();
    client.send({ conversationId: 'conv', body: 'mine' });
    await pass(250);
    sockets.last.welcome('c1', 25, 'you');
    await pass(100_000);
    expect(listener.status.mock.lastCall).toMatchObject([{ state: 'logged-out' }]);
    expect(listener.up).toHaveBeenCalledOnce();
    expect(sockets.all).toHaveLength(2);
    expect(sockets.last.sent).toEqual([]);
    expect(sockets.last.closed).toBe(true);
  });

  it('is the end before a stream is opened again, and sends nothing', async () => {
    const { client, start, account, updates, posted, sockets, listener } = fixture();
    await start({ userId: 'me' });
    for (let i = 0; i < 4; i++) {
      sockets.last.drop();
      await pass(2000);
    }
    updates.send('id: c1\n\n');
    await pass();
    expect(listener.status.mock.lastCall).toMatchObject([{ via: 'stream' }]);
    account.userId = 'you';
    updates.endStream();
    await pass();
    client.send({ conversationId: 'conv', body: 'mine' });
    await pass(10_000);
    expect(listener.status.mock.lastCall).toMatchObject([{ state: 'logged-out' }]);
    expect(updates.streams).toHaveLength(1);
    expect(posted).not.toContain('/api/v1/conversations/conv/messages');
  });
});

describe('signals', () => {
  it('go out by the socket: received by itself, read and typing when told; sending ends typing', async () => {
    const { client, start, sockets } = fixture();
    await start();
    sockets.last.push({ type: 'batch', frames: [update('c1'), update('c2')] });
    client.read('conv', 7);
    client.typing('conv', true);
    client.send({ conversationId: 'conv', body: 'hi' });
    await pass(1000);
    expect(sockets.last.sentOfType('received')).toMatchObject([{ cursor: 'c2' }]);
    expect(sockets.last.sentOfType('read')).toMatchObject([{ conversationId: 'conv', seq: 7 }]);
    expect(sockets.last.sentOfType('typing')).toMatchObject([{ on: true }, { on: false }]);
  });

  it('that a server does not know are not insisted on', async () => {
    const { start, sockets } = fixture();
    await start();
    sockets.last.push(update('c1'));
    await pass(1000);
    sockets.last.push({ type: 'reject', id: 'received', problem: { status: 400, code: 'validation-failed' } });
    sockets.last.push(update('c2'));
    await pass(1000);
    expect(sockets.last.sentOfType('received')).toHaveLength(1);
  });

  it('of others are told', async () => {
    const { start, sockets, listener } = fixture();
    await start();
    const typing = { type: 'typing', conversationId: 'conv', userId: 'bob', on: true };
    const presence = { type: 'presence', userId: 'bob', state: 'online' };
    sockets.last.push({ type: 'batch', frames: [typing, presence] });
    expect(listener.typing).toHaveBeenCalledExactlyOnceWith(typing);
    expect(listener.presence).toHaveBeenCalledExactlyOnceWith(presence);
  });

  it('are not told again of another history', async () => {
    const { client, start, sockets, listener } = fixture();
    await start();
    sockets.last.push(update('c1'));
    client.read('conv', 7);
    sockets.last.push({ type: 'resync', reason: 'epoch-changed' });
    expect(listener.resync).toHaveBeenCalledOnce();
    await pass(500);
    sockets.last.welcome('d0');
    await pass(10_000);
    expect(sockets.all).toHaveLength(2);
    expect(sockets.last.sent).toEqual([{ type: 'resume', cursor: 'd0' }]);
  });
});
