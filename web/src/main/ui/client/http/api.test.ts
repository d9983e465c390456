import { describe, expect, it } from 'vitest';
import { Api } from './api';

interface Call {
  readonly path: string;
  readonly method: string | undefined;
  readonly csrf: string | null;
  readonly body?: unknown;
}

/** A server that accepts one CSRF token, and gives out the tokens of the list in turn. */
function server(tokens: string[], accepted: string) {
  const calls: Call[] = [];
  const answer = (status: number, body: unknown): Promise<Response> =>
    Promise.resolve(new Response(JSON.stringify(body), { status }));
  const fetcher: typeof fetch = (input, init) => {
    const path = input instanceof Request ? input.url : input.toString();
    const csrf = new Headers(init?.headers).get('X-CSRF-Token');
    const body = typeof init?.body === 'string' ? { body: JSON.parse(init.body) as unknown } : {};
    calls.push({ path, method: init?.method, csrf, ...body });
    if (path === '/api/v1/csrf') {
      return answer(200, { headerName: 'X-CSRF-Token', token: tokens.shift() ?? 'none left' });
    }
    if (init?.method !== 'GET' && csrf !== accepted) {
      return answer(403, { status: 403, code: 'csrf-failed' });
    }
    return answer(201, { ticket: 'ticket', userId: 'me', messageId: 'm', sentAt: 'then', items: [], next: null });
  };
  return { calls, api: new Api(fetcher) };
}

describe('a message', () => {
  it('is edited and deleted at its own address', async () => {
    const { calls, api } = server(['good'], 'good');
    const address = { conversationId: 'c', messageId: 'm/1' };
    await expect(api.editMessage(address, 'new')).rejects.toMatchObject({ problem: { status: 200 } });
    await api.deleteMessage(address);
    expect(calls.slice(1)).toEqual([
      { path: '/api/v1/conversations/c/messages/m%2F1', method: 'PATCH', csrf: 'good', body: { body: 'new' } },
      { path: '/api/v1/conversations/c/messages/m%2F1', method: 'DELETE', csrf: 'good' },
    ]);
  });
});

describe('the CSRF token', () => {
  it('is fetched once and sent with what changes state', async () => {
    const { calls, api } = server(['good'], 'good');
    await api.socketTicket();
    await api.socketTicket();
    expect(calls.map(({ path, csrf }) => [path, csrf])).toEqual([
      ['/api/v1/csrf', null],
      ['/api/v1/socket-tickets', 'good'],
      ['/api/v1/socket-tickets', 'good'],
    ]);
  });

  it('is not sent with what only reads', async () => {
    const { calls, api } = server([], 'good');
    await api.people('ann & bob');
    expect(calls).toEqual([{ path: '/api/v1/users?q=ann+%26+bob', method: 'GET', csrf: null }]);
  });

  it('is fetched anew when the server refuses it', async () => {
    const { api } = server(['stale', 'good'], 'good');
    await expect(api.socketTicket()).resolves.toBe('ticket');
  });

  it('is fetched anew only once', async () => {
    const { calls, api } = server(['bad', 'worse', 'worst'], 'good');
    await expect(api.socketTicket()).rejects.toMatchObject({ problem: { code: 'csrf-failed' } });
    expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  it('is another one after logging in', async () => {
    const { calls, api } = server(['before', 'after'], 'before');
    await api.login({ username: 'ann', password: 'secret-secret' });
    await expect(api.socketTicket()).rejects.toThrow();
    expect(calls.some(({ path, csrf }) => path === '/api/v1/socket-tickets' && csrf === 'after')).toBe(true);
  });
});

describe('a call', () => {
  it('that never reaches the server rejects like any other', async () => {
    const api = new Api(() => Promise.reject(new TypeError('fetch failed')));
    await expect(api.me()).rejects.toMatchObject({ problem: { code: 'network', status: 0 } });
  });

  it('that sends a message answers an ack, as the socket does', async () => {
    const { calls, api } = server(['good'], 'good');
    const frame = { type: 'send', id: 'i', conversationId: 'a/b', clientMessageId: 'i', body: 'hi', replyTo: null } as const;
    const ack = { type: 'ack', id: 'i', messageId: 'm', clientMessageId: 'i', seq: null, sentAt: 'then' };
    await expect(api.send(frame)).resolves.toEqual(ack);
    const { path, method, body } = calls.at(-1) ?? {};
    expect({ path, method, body }).toEqual({
      path: '/api/v1/conversations/a%2Fb/messages',
      method: 'POST',
      body: { clientMessageId: 'i', body: 'hi', replyTo: null },
    });
  });

  it('asks for the first page of the conversations, and for the one after', async () => {
    const { calls, api } = server([], 'good');
    await api.conversations();
    await api.conversations('9&9');
    expect(calls.map(({ path }) => path)).toEqual(['/api/v1/conversations', '/api/v1/conversations?after=9%269']);
  });

  it('asks for history by seq', async () => {
    const { calls, api } = server([], 'good');
    await api.history('conv', { before: 51, limit: 50 });
    expect(calls[0]?.path).toBe('/api/v1/conversations/conv/messages?before=51&limit=50');
  });
});
