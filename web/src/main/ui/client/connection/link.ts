import type { ServerFrame, WelcomeFrame } from '../contract/protocol';
import type { Loss } from './losses';

/** One way to the server, from its opening to its end. */
export interface Link {
  /** Ends it; nothing is told afterwards. */
  close(): void;
}

/** Where the updates of a way begin, and how large a frame may be that is written to it. */
export type Opening = Pick<WelcomeFrame, 'cursor' | 'frameBytes'>;

/** Everything that comes after the opening. */
export type FeedFrame = Exclude<ServerFrame, WelcomeFrame>;

export interface LinkListener {
  /** Every sign of life, also of what is no frame. */
  heard(): void;
  up(opening: Opening): void;
  frame(frame: FeedFrame): void;
  /** The way has no update up to here that was not told. */
  reached(cursor: string): void;
  /** The end, told once and last. */
  lost(loss: Loss): void;
}

/** What a link tells: nothing more once it was lost or closed, so that whatever comes late finds nobody. */
export class Telling implements LinkListener {
  private ended = false;
  private opened = false;

  constructor(private readonly listener: LinkListener) {}

  get over(): boolean {
    return this.ended;
  }

  get wasUp(): boolean {
    return this.opened;
  }

  heard(): void {
    this.unlessOver(() => {
      this.listener.heard();
    });
  }

  up(opening: Opening): void {
    this.unlessOver(() => {
      this.opened = true;
      this.listener.up(opening);
    });
  }

  frame(frame: FeedFrame): void {
    this.unlessOver(() => {
      this.listener.frame(frame);
    });
  }

  reached(cursor: string): void {
    this.unlessOver(() => {
      this.listener.reached(cursor);
    });
  }

  lost(loss: Loss): void {
    this.unlessOver(() => {
      this.ended = true;
      this.listener.lost(loss);
    });
  }

  end(): void {
    this.ended = true;
  }

  private unlessOver(tell: () => void): void {
    if (!this.ended) {
      tell();
    }
  }
}
