import type { SignalChannel } from './signal-channel';

const PAUSE_MS = 1000;

/** Tells the server how far the updates have come, which makes messages "delivered". Once a second says it all. */
export class Received {
  private last: string | undefined;
  private told: string | undefined;
  private put: ((cursor: string) => Promise<void>) | undefined;
  private putting = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param http the way where no frame can be written; rejects when it fails */
  constructor(
    private readonly channel: SignalChannel,
    private readonly http: (cursor: string) => Promise<void>,
  ) {}

  /** Updates come, by a socket or not; what was told on the connection before may not have arrived. */
  open(): void {
    this.put = this.http;
    this.told = undefined;
    this.schedule();
  }

  close(): void {
    this.put = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  update(cursor: string): void {
    this.last = cursor;
    this.schedule();
  }

  /** Of another history, or another reader. */
  forget(): void {
    this.last = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private schedule(): void {
    const free = this.channel.isOpen || !this.putting;
    if (this.put !== undefined && free && this.last !== undefined && this.last !== this.told) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.tell();
      }, PAUSE_MS);
    }
  }

  private tell(): void {
    if (this.last === undefined || this.last === this.told) {
      return;
    }
    this.told = this.last;
    if (this.channel.isOpen) {
      this.channel.send({ type: 'received', id: 'received', cursor: this.last });
    } else {
      void this.tellByCall(this.last);
    }
  }

  /** One call at a time: the server answers when it is on record. What fails is told with the next update. */
  private async tellByCall(cursor: string): Promise<void> {
    this.putting = true;
    await this.put?.(cursor).catch(() => undefined);
    this.putting = false;
    this.schedule();
  }
}
