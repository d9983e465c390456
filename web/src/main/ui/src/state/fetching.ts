import { ApiError, backoffDelay } from '../../client';

/** The session is gone, or its user may not see it: asked again, the server says the same. */
const FINAL: ReadonlySet<number> = new Set([401, 403, 404]);
/** No wait of the server is longer; and timers overflow after 24 days. */
const LONGEST_RETRY_AFTER_S = 3600;

/**
 * Keeps something up to date that has to be fetched whole: one call at a time, one more after it when something changed
 * meanwhile, and after a failure again with growing waits, so that no number of updates makes a storm of calls.
 */
export class Fetching {
  private running: Promise<void> | undefined;
  private stale = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly fetch: () => Promise<void>) {}

  /** Something changed; where a call has failed, that is left to the next attempt. */
  changed(): void {
    if (this.timer === undefined) {
      // A failure has led to the next attempt already, or is final.
      this.now().catch(() => undefined);
    }
  }

  /** Fetches without a wait, and settles with it; rejects as the call does, which is made again later all the same. */
  async now(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.stale = true;
    this.running ??= this.run();
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      while (this.stale) {
        this.stale = false;
        await this.fetch();
      }
      this.failures = 0;
    } catch (error) {
      this.tryAgain(error);
      throw error;
    } finally {
      this.running = undefined;
    }
  }

  private tryAgain(error: unknown): void {
    const problem = error instanceof ApiError ? error.problem : undefined;
    if (!FINAL.has(problem?.status ?? 0)) {
      const random = Math.random();
      // Up to a quarter more spreads those who were told the same.
      const asked = Math.min(problem?.retryAfterSeconds ?? 0, LONGEST_RETRY_AFTER_S) * 1000 * (1 + random / 4);
      const ms = Math.max(asked, backoffDelay(this.failures, random));
      this.failures += 1;
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.changed();
      }, ms);
    }
  }
}

/** A {@link Fetching} for each conversation. */
export class FetchingOfEach {
  private readonly all = new Map<string, Fetching>();

  constructor(private readonly fetch: (conversationId: string) => Promise<void>) {}

  changed(conversationId: string): void {
    this.of(conversationId).changed();
  }

  async now(conversationId: string): Promise<void> {
    await this.of(conversationId).now();
  }

  private of(conversationId: string): Fetching {
    const known = this.all.get(conversationId);
    if (known !== undefined) {
      return known;
    }
    const fetching = new Fetching(() => this.fetch(conversationId));
    this.all.set(conversationId, fetching);
    return fetching;
  }
}
