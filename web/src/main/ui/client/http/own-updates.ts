import type { Polled, Updates } from './updates';

/** Polls follow each other quickly where much happens, and the server counts calls. */
const CONFIRMED_MS = 10_000;

/**
 * {@link Updates} of one user and of nobody else. A browser's cookie may have become another user's meanwhile, in
 * another tab, and neither a stream nor a poll says whose it is; so that is asked before.
 */
export class OwnUpdates implements Updates {
  /** By the clock, which goes on while a machine sleeps. */
  private confirmedAt = 0;

  /** @param confirm rejects where the session is somebody else's now */
  constructor(
    private readonly updates: Updates,
    private readonly confirm: () => Promise<void>,
  ) {}

  async poll(after: string | undefined, waitSeconds: number, signal: AbortSignal): Promise<Polled> {
    // One that does not wait is the first since polls began.
    if (waitSeconds === 0 || Date.now() - this.confirmedAt > CONFIRMED_MS) {
      await this.confirm();
      this.confirmedAt = Date.now();
      signal.throwIfAborted();
    }
    return await this.updates.poll(after, waitSeconds, signal);
  }

  async stream(after: string | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    await this.confirm();
    signal.throwIfAborted();
    return await this.updates.stream(after, signal);
  }
}
