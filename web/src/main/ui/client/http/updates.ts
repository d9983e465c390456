import { updateOf } from '../contract/frames';
import { isObject, parseJson } from '../contract/json';
import { ApiError, networkProblem } from '../contract/problem';
import type { UpdateFrame } from '../contract/protocol';
import { type Http, textOf } from './http';

/** The answer to a poll. */
export interface Polled {
  readonly updates: readonly UpdateFrame[];
  /** Where the next poll goes on. */
  readonly cursor: string;
}

/** The updates over HTTP. Both ways begin now where `after` is undefined, and reject with ApiError. */
export interface Updates {
  poll(after: string | undefined, waitSeconds: number, signal: AbortSignal): Promise<Polled>;
  stream(after: string | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

/** Beyond what the server was allowed to wait. */
const GRACE_MS = 15_000;

/** {@link Updates} of a server. */
export class UpdatesApi implements Updates {
  constructor(private readonly http: Http) {}

  async poll(after: string | undefined, waitSeconds: number, signal: AbortSignal): Promise<Polled> {
    const patience = new AbortController();
    const giveUp = (): void => {
      patience.abort();
    };
    const timer = setTimeout(giveUp, waitSeconds * 1000 + GRACE_MS);
    signal.addEventListener('abort', giveUp);
    try {
      const path = `/updates?${query({ after, waitSeconds: String(waitSeconds) })}`;
      return polledOf(await this.http.open(path, 'application/json', patience.signal, textOf));
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  }

  async stream(after: string | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    return await this.http.open(`/updates/stream?${query({ after })}`, 'text/event-stream', signal, ({ body }) => {
      if (body === null) {
        throw new ApiError(networkProblem());
      }
      return body;
    });
  }
}

function query(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return new URLSearchParams(given).toString();
}

/** An answer that is none is taken for the work of something in between, like a call that never arrived. */
function polledOf(text: string): Polled {
  const answer = parseJson(text);
  const items = isObject(answer) && Array.isArray(answer['updates']) ? answer['updates'].map(updateOf) : [undefined];
  const updates = items.filter((item) => item !== undefined);
  if (!isObject(answer) || typeof answer['cursor'] !== 'string' || updates.length < items.length) {
    throw new ApiError(networkProblem());
  }
  return { updates, cursor: answer['cursor'] };
}
