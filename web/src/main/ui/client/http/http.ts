import { isObject, parseJson } from '../contract/json';
import { ApiError, hasCode, networkProblem, parseProblem } from '../contract/problem';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface CsrfToken {
  readonly headerName: string;
  readonly token: string;
}

/** No answer of an ordinary call takes longer. */
const TIMEOUT_MS = 30_000;

/**
 * Single calls: with a session cookie and, on all that changes state, a CSRF token, or with an access token and
 * neither. Every method rejects with {@link ApiError} and with nothing else.
 */
export class Http {
  private csrf: Promise<CsrfToken> | undefined;

  constructor(
    private readonly fetcher: typeof fetch,
    private readonly base: string,
    private readonly token: string | undefined,
  ) {}

  /** For when the session id changed, and the CSRF token with it. */
  forgetCsrf(): void {
    this.csrf = undefined;
  }

  // The type is the caller's promise: version 1 of the contract says what each call answers.
  async call<T>(method: Method, path: string, body?: unknown): Promise<T> {
    if (method === 'GET' || this.token !== undefined) {
      return (await this.request(method, path, body)) as T;
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

  /** A GET whose answer takes as long as the caller's patience; the answer's text or its stream is read by `read`. */
  async open<T>(path: string, accept: string, signal: AbortSignal, read: (answer: Response) => T): Promise<Awaited<T>> {
    const response = await this.exchange(path, { method: 'GET', headers: this.headers(accept), signal });
    if (!response.ok) {
      throw new ApiError(parseProblem(parseJson(await textOf(response)), response.status));
    }
    return await read(response);
  }

  private async csrfToken(): Promise<CsrfToken> {
    this.csrf ??= this.request('GET', '/csrf') as Promise<CsrfToken>;
    try {
      return await this.csrf;
    } catch (error) {
      this.csrf = undefined;
      throw error;
    }
  }

  private async request(method: Method, path: string, body?: unknown, csrf?: CsrfToken): Promise<unknown> {
    const headers = this.headers('application/json, application/problem+json');
    if (csrf !== undefined) {
      headers.set(csrf.headerName, csrf.token);
    }
    const patience = new AbortController();
    const init: RequestInit = { method, headers, signal: patience.signal };
    if (body !== undefined) {
      headers.set('Content-Type', 'application/json');
      init.body = JSON.stringify(body);
    }
    const timer = setTimeout(() => {
      patience.abort();
    }, TIMEOUT_MS);
    try {
      return await answerOf(await this.exchange(path, init));
    } finally {
      clearTimeout(timer);
    }
  }

  private headers(accept: string): Headers {
    const headers = new Headers({ Accept: accept });
    if (this.token !== undefined) {
      headers.set('Authorization', `Bearer ${this.token}`);
    }
    return headers;
  }

  private async exchange(path: string, init: RequestInit): Promise<Response> {
    const credentials = this.token === undefined ? 'same-origin' : 'omit';
    try {
      return await this.fetcher(`${this.base}${path}`, { ...init, credentials, cache: 'no-store' });
    } catch {
      throw new ApiError(networkProblem());
    }
  }
}

async function answerOf(response: Response): Promise<unknown> {
  const text = await textOf(response);
  const answer = parseJson(text);
  if (!response.ok || (text !== '' && !isObject(answer))) {
    throw new ApiError(parseProblem(answer, response.status));
  }
  return answer;
}

/** The whole text; an answer that was cut off counts as none. */
export async function textOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch {
    throw new ApiError(networkProblem());
  }
}
