import { parseFrames } from '../contract/frames';
import type { Updates } from '../http/updates';
import { type SseEvent, SseReader } from '../http/sse';
import { type Link, type LinkListener, Telling } from './link';
import { failed, givenUp, type Loss } from './losses';

const FIRST_EVENT_TIMEOUT_MS = 10_000;
/** The server breaks the silence every 25 seconds. */
const SILENCE_MS = 60_000;

/**
 * The way over Server-Sent Events. It reads the answer itself instead of through `EventSource`, which hides what a
 * refusal says, can send no bearer token, and comes back when it likes.
 */
export class StreamLink implements Link {
  private readonly telling: Telling;
  private readonly call = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param after where to go on; undefined for now */
  constructor(
    private readonly api: Updates,
    private readonly after: string | undefined,
    listener: LinkListener,
  ) {
    this.telling = new Telling(listener);
    this.giveUpIn(FIRST_EVENT_TIMEOUT_MS);
    void this.read();
  }

  close(): void {
    this.telling.end();
    clearTimeout(this.timer);
    this.call.abort();
  }

  private async read(): Promise<void> {
    let body: ReadableStream<Uint8Array>;
    try {
      body = await this.api.stream(this.after, this.call.signal);
    } catch (error) {
      this.lose(failed(error, false));
      return;
    }
    // An answer that breaks off was one: before its first event it says that no stream gets through.
    await this.tell(body).catch(() => undefined);
    this.lose(givenUp(this.telling.wasUp));
  }

  private async tell(body: ReadableStream<Uint8Array>): Promise<void> {
    const reader = new SseReader();
    const decoder = new TextDecoder();
    for await (const bytes of chunksOf(body)) {
      this.heard();
      for (const event of reader.push(decoder.decode(bytes, { stream: true }))) {
        this.received(event);
      }
    }
  }

  private heard(): void {
    this.telling.heard();
    if (this.telling.wasUp && !this.telling.over) {
      this.giveUpIn(SILENCE_MS);
    }
  }

  private received({ id, data }: SseEvent): void {
    if (!this.telling.wasUp && id !== undefined) {
      this.telling.up({ cursor: id, frameBytes: 0 });
      this.heard();
    }
    const frames = data === '' ? [] : parseFrames(data);
    if (frames === undefined) {
      this.lose(givenUp(this.telling.wasUp));
      return;
    }
    for (const frame of frames) {
      if (frame.type !== 'welcome') {
        this.telling.frame(frame);
      }
    }
  }

  private giveUpIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.lose(givenUp(this.telling.wasUp));
    }, ms);
  }

  private lose(loss: Loss): void {
    clearTimeout(this.timer);
    this.telling.lost(loss);
    this.call.abort();
  }
}

/** Not every browser can iterate over a stream. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    yield value;
  }
}
