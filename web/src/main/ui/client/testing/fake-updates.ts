import type { Polled, Updates } from '../http/updates';

/** A server's side of the ways over HTTP, driven by a test. */
export class FakeUpdates implements Updates {
  /** The cursors that streams and polls asked to go on after. */
  readonly streams: (string | undefined)[] = [];
  readonly polls: (string | undefined)[] = [];
  /** What becomes of the next stream or poll, unless a test says otherwise: it waits. */
  refuse: Error | undefined;
  private readonly encoder = new TextEncoder();
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  private answer: ((polled: Polled) => void) | undefined;
  aborted = 0;

  readonly stream: Updates['stream'] = (after, signal) => {
    this.streams.push(after);
    this.countAbort(signal);
    if (this.refuse !== undefined) {
      return Promise.reject(this.refuse);
    }
    return Promise.resolve(
      new ReadableStream<Uint8Array>({
        start: (controller) => {
          this.controller = controller;
        },
      }),
    );
  };

  readonly poll: Updates['poll'] = (after, _waitSeconds, signal) => {
    this.polls.push(after);
    this.countAbort(signal);
    return this.refuse === undefined
      ? new Promise((resolve) => {
          this.answer = resolve;
        })
      : Promise.reject(this.refuse);
  };

  /** Sends a piece of text down the newest stream. */
  send(text: string): void {
    this.controller?.enqueue(this.encoder.encode(text));
  }

  /** Sends an update down the newest stream. */
  sendUpdate(cursor: string): void {
    this.send(`id: ${cursor}\ndata: ${JSON.stringify({ type: 'update', cursor, kind: 'message.sent', data: {} })}\n\n`);
  }

  /** Ends the newest stream. */
  endStream(): void {
    this.controller?.close();
  }

  /** Breaks the newest stream off, as something in between does. */
  breakStream(): void {
    this.controller?.error(new TypeError('network error'));
  }

  /** Answers the newest poll. */
  answerPoll(cursor: string, ...cursors: readonly string[]): void {
    const updates = cursors.map((each) => ({ type: 'update', cursor: each, kind: 'message.sent', data: {} }) as const);
    this.answer?.({ updates, cursor });
  }

  private countAbort(signal: AbortSignal): void {
    signal.addEventListener('abort', () => {
      this.aborted += 1;
    });
  }
}
