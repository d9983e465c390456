import { messageOf } from '../contract/frames';
import { isObject, parseJson } from '../contract/json';
import { ApiError, hasCode, networkProblem, parseProblem } from '../contract/problem';
import type {
  AckFrame,
  ConversationDetail,
  ConversationSummary,
  HistoryPage,
  Me,
  Message,
  NewConversation,
  Page,
  Person,
  SendFrame,
  Session,
} from '../contract/protocol';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A server may leave out what is null. */
type SummaryOnTheWire = Pick<ConversationSummary, 'conversationId' | 'kind'> & Partial<ConversationSummary>;

type SentOnTheWire = Pick<AckFrame, 'messageId' | 'sentAt'> & Partial<AckFrame>;

interface CsrfToken {
  readonly headerName: string;
  readonly token: string;
}

export interface Registration {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export type MessageAddress = Pick<Message, 'conversationId' | 'messageId'>;

export interface HistoryQuery {
  readonly before?: number;
  readonly after?: number;
  readonly limit: number;
}

/**
 * The HTTP calls of version 1 for browsers: session cookie, and a CSRF token on all that changes state. Every method
 * rejects with {@link ApiError} and with nothing else.
 */
export class Api {
  private csrf: Promise<CsrfToken> | undefined;

  /**
   * @param fetcher the browser's `fetch` or a stand-in
   * @param base where the API is, without a slash at the end
   */
  constructor(
    private readonly fetcher: typeof fetch,
    private readonly base = '/api/v1',
  ) {}

  async register(registration: Registration): Promise<Session> {
    return await this.call<Session>('POST', '/accounts', registration);
  }

  async login(credentials: Credentials): Promise<Session> {
    const session = await this.call<Session>('POST', '/sessions', credentials);
    // The session id changed, and the token with it.
    this.csrf = undefined;
    return session;
  }

  async logout(): Promise<void> {
    await this.call('DELETE', '/sessions/current');
    this.csrf = undefined;
  }

  async me(): Promise<Me> {
    return await this.call<Me>('GET', '/me');
  }

  async people(prefix: string): Promise<Page<Person>> {
    return await this.call<Page<Person>>('GET', `/users?${new URLSearchParams({ q: prefix }).toString()}`);
  }

  async socketTicket(): Promise<string> {
    const { ticket } = await this.call<{ ticket: string }>('POST', '/socket-tickets');
    return ticket;
  }

  async conversations(): Promise<Page<ConversationSummary>> {
    const { items, next } = await this.call<Page<SummaryOnTheWire>>('GET', '/conversations');
    return { items: items.map(summaryOf), next };
  }

  async conversation(conversationId: string): Promise<ConversationDetail> {
    return await this.call<ConversationDetail>('GET', `/conversations/${encodeURIComponent(conversationId)}`);
  }

  async startConversation(conversation: NewConversation): Promise<{ readonly conversationId: string }> {
    return await this.call<{ conversationId: string }>('POST', '/conversations', conversation);
  }

  async history(conversationId: string, query: HistoryQuery): Promise<HistoryPage> {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      parameters.set(name, String(value));
    }
    const path = `/conversations/${encodeURIComponent(conversationId)}/messages`;
    const page = await this.call<HistoryPage>('GET', `${path}?${parameters.toString()}`);
    return { ...page, items: page.items.flatMap((item) => messageOf(item) ?? []) };
  }

  /** Sends a message without the socket, and answers what the socket would. */
  async send({ clientMessageId, conversationId, body, replyTo }: SendFrame): Promise<AckFrame> {
    const path = `/conversations/${encodeURIComponent(conversationId)}/messages`;
    const sent = await this.call<SentOnTheWire>('POST', path, { clientMessageId, body, replyTo });
    const { messageId, seq, sentAt } = sent;
    return { type: 'ack', id: clientMessageId, messageId, clientMessageId, seq: seq ?? null, sentAt };
  }

  /** Gives one of the reader's own messages another text, and answers the message as it is then. */
  async editMessage({ conversationId, messageId }: MessageAddress, body: string): Promise<Message> {
    const answer = await this.call<unknown>('PATCH', pathOf(conversationId, messageId), { body });
    const message = messageOf(answer);
    if (message === undefined) {
      throw new ApiError(parseProblem(undefined, 200));
    }
    return message;
  }

  async deleteMessage({ conversationId, messageId }: MessageAddress): Promise<void> {
    await this.call('DELETE', pathOf(conversationId, messageId));
  }

  // The type is the caller's promise: version 1 of the contract says what each call answers.
  private async call<T>(method: Method, path: string, body?: unknown): Promise<T> {
    if (method === 'GET') {
      return (await this.request(method, path, undefined, undefined)) as T;
    }
    try {
      return (await this.request(method, path, body, await this.csrfToken())) as T;
    } catch (error) {
      if (!hasCode(error, 'csrf-failed')) {
        throw error;
      }
      // The token was of a session that ended, in another tab for instance. Once, with a new one.
      this.csrf = undefined;
      return (await this.request(method, path, body, await this.csrfToken())) as T;
    }
  }

  private async csrfToken(): Promise<CsrfToken> {
    this.csrf ??= this.request('GET', '/csrf', undefined, undefined) as Promise<CsrfToken>;
    try {
      return await this.csrf;
    } catch (error) {
      this.csrf = undefined;
      throw error;
    }
  }

  private async request(
    method: Method,
    path: string,
    body: unknown,
    csrf: CsrfToken | undefined,
  ): Promise<unknown> {
    const headers = new Headers({ Accept: 'application/json, application/problem+json' });
    if (csrf !== undefined) {
      headers.set(csrf.headerName, csrf.token);
    }
    const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
    if (body !== undefined) {
      headers.set('Content-Type', 'application/json');
      init.body = JSON.stringify(body);
    }
    const { status, text } = await this.exchange(path, init);
    const answer = parseJson(text);
    if (status < 200 || status > 299) {
      throw new ApiError(parseProblem(answer, status));
    }
    if (text !== '' && !isObject(answer)) {
      throw new ApiError(parseProblem(undefined, status));
    }
    return answer;
  }

  private async exchange(path: string, init: RequestInit): Promise<{ status: number; text: string }> {
    try {
      const response = await this.fetcher(`${this.base}${path}`, init);
      return { status: response.status, text: await response.text() };
    } catch {
      throw new ApiError(networkProblem());
    }
  }
}

function pathOf(conversationId: string, messageId: string): string {
  return `/conversations/${encodeURIComponent(conversationId)}/messages/${encodeURIComponent(messageId)}`;
}

function summaryOf(wire: SummaryOnTheWire): ConversationSummary {
  return { ...wire, title: wire.title ?? null, lastMessage: wire.lastMessage ?? null, unread: wire.unread ?? 0 };
}
