import type { SignalFrame } from '../contract/protocol';

/**
 * Where frames go that no ack answers. A server that does not know one of them says so; it is not asked again before
 * the next connection, for it closes sockets that insist.
 */
export class SignalChannel {
  private write: ((text: string) => void) | undefined;
  private readonly refused = new Set<string>();

  open(write: (text: string) => void): void {
    this.write = write;
  }

  close(): void {
    this.write = undefined;
    this.refused.clear();
  }

  get isOpen(): boolean {
    return this.write !== undefined;
  }

  send(frame: SignalFrame): void {
    if (!this.refused.has(frame.type)) {
      this.write?.(JSON.stringify(frame));
    }
  }

  rejected(id: string | null, code: string): void {
    if (id !== null && code === 'validation-failed') {
      this.refused.add(id);
    }
  }
}
