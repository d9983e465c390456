import type { SignalChannel } from './signal-channel';

export type ActivityState = 'active' | 'away';

/** The server takes a socket for active for five minutes after it was told so. */
const AGAIN_MS = 120_000;

/** Tells the server whether anybody is at the page, from which it makes the presence that others see. */
export class Activity {
  private state: ActivityState = 'active';
  private told: ActivityState = 'active';
  private toldAt = 0;

  constructor(private readonly channel: SignalChannel) {}

  /** A new socket counts as active until it says otherwise. */
  open(): void {
    this.told = 'active';
    this.toldAt = performance.now();
    this.tell();
  }

  /** May be called as often as somebody touches the page. */
  set(state: ActivityState): void {
    this.state = state;
    this.tell();
  }

  private tell(): void {
    const old = this.state === 'active' && performance.now() - this.toldAt >= AGAIN_MS;
    if (this.channel.isOpen && (this.state !== this.told || old)) {
      this.told = this.state;
      this.toldAt = performance.now();
      this.channel.send({ type: 'activity', id: 'activity', state: this.state });
    }
  }
}
