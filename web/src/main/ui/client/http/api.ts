import { messageOf } from '../contract/frames';
import { ApiError, parseProblem } from '../contract/problem';
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
import { Http } from './http';
import { UpdatesApi } from './updates';

/** A server may leave out what is null. */
type SummaryOnTheWire = Pick<ConversationSummary, 'conversationId' | 'kind'> & Partial<ConversationSummary>;

type SentOnTheWire = Pick<AckFrame, 'messageId' | 'sentAt'> & Partial<AckFrame>;

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

/** The HTTP calls of version 1. Every method rejects with {@link ApiError} and with nothing else. */
export class Api {
  private readonly http: Http;
  /** The feed without a socket. */
  readonly updates: UpdatesApi;

  /**
   * @param fetcher the platform's `fetch` or a stand-in
   * @param base where the API is, without a slash at the end
   * @param token an access token; without one the session cookie counts, as in a browser
   */
  constructor(fetcher: typeof fetch, base = '/api/v1', token?: string) {
    this.http = new Http(fetcher, base, token);
    this.updates = new UpdatesApi(this.http);
  }

  async register(registration: Registration): Promise<Session> {
    return await this.http.call<Session>('POST', '/accounts', registration);
  }

  async login(credentials: Credentials): Promise<Session> {
    const session = await this.http.call<Session>('POST', '/sessions', credentials);
    // The session id changed, and the token with it.
    this.http.forgetCsrf();
    return session;
  }

  async logout(): Promise<void> {
    await this.http.call('DELETE', '/sessions/current');
    this.http.forgetCsrf();
  }

  async me(): Promise<Me> {
    return await this.http.call<Me>('GET', '/me');
  }

  async people(prefix: string): Promise<Page<Person>> {
    return await this.http.call<Page<Person>>('GET', `/users?${new URLSearchParams({ q: prefix }).toString()}`);
  }

  async socketTicket(): Promise<string> {
    const { ticket } = await this.http.call<{ ticket: string }>('POST', '/socket-tickets');
    return ticket;
  }

  /** @param after the `next` of the page before, null for the first page */
  async conversations(after: Page<unknown>['next'] = null): Promise<Page<ConversationSummary>> {
    const query = after === null ? '' : `?${new URLSearchParams({ after: String(after) }).toString()}`;
    const { items, next } = await this.http.call<Page<SummaryOnTheWire>>('GET', `/conversations${query}`);
    return { items: items.map(summaryOf), next: next ?? null };
  }

  async conversation(conversationId: string): Promise<ConversationDetail> {
    return await this.http.call<ConversationDetail>('GET', `/conversations/${encodeURIComponent(conversationId)}`);
  }

  async startConversation(conversation: NewConversation): Promise<{ readonly conversationId: string }> {
    return await this.http.call<{ conversationId: string }>('POST', '/conversations', conversation);
  }

  async history(conversationId: string, query: HistoryQuery): Promise<HistoryPage> {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      parameters.set(name, String(value));
    }
    const path = `/conversations/${encodeURIComponent(conversationId)}/messages`;
    const page = await this.http.call<HistoryPage>('GET', `${path}?${parameters.toString()}`);
    return { ...page, items: page.items.flatMap((item) => messageOf(item) ?? []) };
  }

  /** Sends a message without the socket, and answers what the socket would. */
  async send({ clientMessageId, conversationId, body, replyTo }: SendFrame): Promise<AckFrame> {
    const path = `/conversations/${encodeURIComponent(conversationId)}/messages`;
    const sent = await this.http.call<SentOnTheWire>('POST', path, { clientMessageId, body, replyTo });
    const { messageId, seq, sentAt } = sent;
    return { type: 'ack', id: clientMessageId, messageId, clientMessageId, seq: seq ?? null, sentAt };
  }

  /** Gives one of the reader's own messages another text, and answers the message as it is then. */
  async editMessage({ conversationId, messageId }: MessageAddress, body: string): Promise<Message> {
    const answer = await this.http.call<unknown>('PATCH', pathOf(conversationId, messageId), { body });
    const message = messageOf(answer);
    if (message === undefined) {
      throw new ApiError(parseProblem(undefined, 200));
    }
    return message;
  }

  async react({ conversationId, messageId }: MessageAddress, emoji: string, on: boolean): Promise<void> {
    const path = `${pathOf(conversationId, messageId)}/reactions/${encodeURIComponent(emoji)}`;
    await this.http.call(on ? 'PUT' : 'DELETE', path);
  }

  /** Says that the reader has seen a conversation up to a message; never goes backwards. */
  async read(conversationId: string, seq: number): Promise<void> {
    await this.http.call('PUT', `/conversations/${encodeURIComponent(conversationId)}/read`, { seq });
  }

  /** Says that every update up to a cursor has come, where no frame can; never goes backwards. */
  async received(cursor: string): Promise<void> {
    await this.http.call('PUT', '/updates/received', { cursor });
  }

  async deleteMessage({ conversationId, messageId }: MessageAddress): Promise<void> {
    await this.http.call('DELETE', pathOf(conversationId, messageId));
  }
}

function pathOf(conversationId: string, messageId: string): string {
  return `/conversations/${encodeURIComponent(conversationId)}/messages/${encodeURIComponent(messageId)}`;
}

function summaryOf(wire: SummaryOnTheWire): ConversationSummary {
  return { ...wire, title: wire.title ?? null, lastMessage: wire.lastMessage ?? null, unread: wire.unread ?? 0 };
}
