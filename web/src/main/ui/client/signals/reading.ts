import type { SignalChannel } from './signal-channel';

const PAUSE_MS = 500;
/** Conversations whose position is told again on the next connection. */
const REMEMBERED = 100;

/**
 * Tells the server how far the reader has read. No frame is answered, so each new connection is told again what the
 * one before may have lost; a position that the server knows changes nothing.
 */
export class Reading {
  /** The highest seq of each conversation, those read last at the end. */
  private readonly positions = new Map<string, number>();
  private readonly waiting = new Set<string>();
  private put: ((conversationId: string, seq: number) => Promise<void>) | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param http the way where no frame can be written; rejects when it fails */
  constructor(
    private readonly channel: SignalChannel,
    private readonly http: (conversationId: string, seq: number) => Promise<void>,
  ) {}

  read(conversationId: string, seq: number): void {
    if (seq <= (this.positions.get(conversationId) ?? 0)) {
      return;
    }
    this.positions.delete(conversationId);
    this.positions.set(conversationId, seq);
    if (this.positions.size > REMEMBERED) {
      const [oldest = ''] = this.positions.keys();
      this.positions.delete(oldest);
    }
    this.waiting.add(conversationId);
    this.schedule();
  }

  /** Updates come, by a socket or not. */
  open(): void {
    this.put = this.http;
    for (const conversationId of this.positions.keys()) {
      this.waiting.add(conversationId);
    }
    this.schedule();
  }

  close(): void {
    this.put = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Of another history, or another reader. */
  forget(): void {
    this.positions.clear();
    this.waiting.clear();
  }

  private schedule(): void {
    if (this.put !== undefined && this.waiting.size > 0) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.tell();
      }, PAUSE_MS);
    }
  }

  private tell(): void {
    for (const [conversationId, seq] of this.positions) {
      if (!this.waiting.has(conversationId)) {
        continue;
      }
      if (this.channel.isOpen) {
        this.channel.send({ type: 'read', id: 'read', conversationId, seq });
      } else {
        // What fails is told again with the next position, or on the next connection.
        void this.put?.(conversationId, seq).catch(() => undefined);
      }
    }
    this.waiting.clear();
  }
}
