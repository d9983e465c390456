import type { SignalChannel } from './signal-channel';

/**
 * The server passes on one beginning in five seconds, by its own clock, and others forget it after eight: who comes a
 * moment too soon is not heard at all.
 */
const AGAIN_MS = 6000;
/** Who has not touched a key for so long is not writing. */
const IDLE_MS = 6000;

/** Tells others that its user writes: at the first key, every six seconds while it goes on, and when it ends. */
export class Typing {
  private conversationId: string | undefined;
  private readonly toldAt = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly channel: SignalChannel) {}

  /** To be called at every key; `off` when the text was sent or cleared. */
  set(conversationId: string, on: boolean): void {
    if (this.conversationId !== undefined && (!on || this.conversationId !== conversationId)) {
      this.end();
    }
    if (on && this.channel.isOpen) {
      this.begin(conversationId);
    }
  }

  /** The connection is gone, and with it what was told. */
  close(): void {
    clearTimeout(this.timer);
    this.conversationId = undefined;
  }

  private begin(conversationId: string): void {
    const now = performance.now();
    if (now - (this.toldAt.get(conversationId) ?? -AGAIN_MS) >= AGAIN_MS) {
      this.toldAt.set(conversationId, now);
      this.conversationId = conversationId;
      this.channel.send({ type: 'typing', id: 'typing', conversationId, on: true });
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.end();
    }, IDLE_MS);
  }

  private end(): void {
    clearTimeout(this.timer);
    if (this.conversationId !== undefined) {
      this.channel.send({ type: 'typing', id: 'typing', conversationId: this.conversationId, on: false });
      this.conversationId = undefined;
    }
  }
}
