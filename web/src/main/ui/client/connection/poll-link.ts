import { hasFieldCode } from '../contract/problem';
import type { Polled, Updates } from '../http/updates';
import { type Link, type LinkListener, Telling } from './link';
import { failed } from './losses';

/** How long the server may keep a poll waiting. */
const WAIT_SECONDS = 25;
/** An empty answer that comes sooner was not worth asking for; whatever is in between must not make this a storm. */
const SHORTEST_ROUND_MS = 1000;

/** The way over long polls, for where not even a stream gets through. */
export class PollLink implements Link {
  private readonly telling: Telling;
  private readonly call = new AbortController();

  /** @param after where to go on; undefined for now */
  constructor(
    private readonly api: Updates,
    after: string | undefined,
    listener: LinkListener,
  ) {
    this.telling = new Telling(listener);
    void this.poll(after);
  }

  close(): void {
    this.telling.end();
    this.call.abort();
  }

  private async poll(after: string | undefined): Promise<void> {
    let cursor = after;
    try {
      while (!this.telling.over) {
        // The first does not wait: its answer says that polls get through.
        const waitSeconds = this.telling.wasUp ? WAIT_SECONDS : 0;
        const began = performance.now();
        const polled = await this.api.poll(cursor, waitSeconds, this.call.signal);
        this.received(polled, cursor);
        ({ cursor } = polled);
        if (polled.updates.length === 0 && waitSeconds > 0) {
          await passed(SHORTEST_ROUND_MS - (performance.now() - began));
        }
      }
    } catch (error) {
      if (hasFieldCode(error, 'after', 'epoch-changed')) {
        this.telling.frame({ type: 'resync', reason: 'epoch-changed' });
      } else {
        this.telling.lost(failed(error, this.telling.wasUp));
      }
    }
  }

  private received({ updates, cursor }: Polled, after: string | undefined): void {
    this.telling.heard();
    if (!this.telling.wasUp) {
      this.telling.up({ cursor: after ?? cursor, frameBytes: 0 });
    }
    for (const update of updates) {
      this.telling.frame(update);
    }
    this.telling.reached(cursor);
  }
}

async function passed(ms: number): Promise<void> {
  if (ms > 0) {
    await new Promise((resolve) => {
      setTimeout(resolve, ms);
    });
  }
}
