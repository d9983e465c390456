import type { SignalChannel } from './signal-channel';

const PAUSE_MS = 1000;

/** Tells the server how far the updates have come, which makes messages "delivered". One frame a second says it all. */
export class Received {
  private last: string | undefined;
  private told: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly channel: SignalChannel) {}

  /** The channel is open; what was written to the one before may not have arrived. */
  open(): void {
    this.told = undefined;
    this.schedule();
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  update(cursor: string): void {
    this.last = cursor;
    this.schedule();
  }

  forget(): void {
    this.close();
    this.last = undefined;
  }

  private schedule(): void {
    if (this.channel.isOpen && this.last !== this.told) {
      this.timer ??= setTimeout(() => {
        this.tell();
      }, PAUSE_MS);
    }
  }

  private tell(): void {
    this.timer = undefined;
    if (this.last !== undefined && this.last !== this.told) {
      this.told = this.last;
      this.channel.send({ type: 'received', id: 'received', cursor: this.last });
    }
  }
}
