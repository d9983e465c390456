import { parseFrames } from '../contract/frames';
import type { ServerFrame } from '../contract/protocol';
import { type Link, type LinkListener, Telling } from './link';
import { closed, failed, givenUp, LOGGED_OUT, type Loss } from './losses';
import type { OpenSocket, SocketHandle } from './socket';

export interface SocketLinkOptions {
  /** A fresh single-use ticket; rejects with ApiError. */
  readonly requestTicket: () => Promise<string>;
  readonly openSocket: OpenSocket;
  /** Whether a welcome is for the user that this link is of; a ticket is whoever's the session is now. */
  readonly isMine: (userId: string) => boolean;
  readonly listener: LinkListener;
}

/** From the first call to the welcome. */
const WELCOME_TIMEOUT_MS = 10_000;
const PONG_TIMEOUT_MS = 10_000;
/** Beyond two heartbeats, for the way. */
const GRACE_MS = 5_000;

/** The way through a socket. It notices a dead peer by its silence. */
export class SocketLink implements Link {
  private readonly telling: Telling;
  private socket: SocketHandle | undefined;
  private quietMs = WELCOME_TIMEOUT_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: SocketLinkOptions) {
    this.telling = new Telling(options.listener);
    this.giveUpIn(WELCOME_TIMEOUT_MS);
    void this.open();
  }

  write(text: string): void {
    this.socket?.send(text);
  }

  /** Asks the server for a sign of life; without one the link is lost. */
  ping(): void {
    this.write('{"type":"ping"}');
    this.giveUpIn(PONG_TIMEOUT_MS);
  }

  close(): void {
    this.telling.end();
    clearTimeout(this.timer);
    this.socket?.close();
  }

  private async open(): Promise<void> {
    let ticket: string;
    try {
      ticket = await this.options.requestTicket();
    } catch (error) {
      // Whatever answered for the ticket, a proxy without its server perhaps, no socket was tried.
      this.lose({ ...failed(error, false), reached: false });
      return;
    }
    if (this.telling.over) {
      return;
    }
    this.socket = this.options.openSocket(['connectly.v1', `connectly.ticket.${ticket}`], {
      message: (text) => {
        this.received(text);
      },
      close: (code, reason) => {
        this.lose(closed(code, reason, this.telling.wasUp));
      },
    });
  }

  private received(text: string): void {
    const frames = parseFrames(text);
    if (frames === undefined) {
      this.lose(givenUp(this.telling.wasUp));
      return;
    }
    this.telling.heard();
    if (this.telling.wasUp) {
      this.expectSignOfLife();
    }
    // Whoever is told of a resync closes this link: what follows it in the same text is void.
    for (const frame of frames) {
      this.pass(frame);
    }
  }

  private pass(frame: ServerFrame): void {
    if (frame.type !== 'welcome') {
      this.telling.frame(frame);
    } else if (!this.options.isMine(frame.userId)) {
      this.lose({ ...givenUp(false), code: LOGGED_OUT });
    } else if (!this.telling.wasUp) {
      this.quietMs = frame.heartbeatSeconds * 2000 + GRACE_MS;
      this.expectSignOfLife();
      this.telling.up(frame);
    }
  }

  /** Scripts cannot see the server's ping control frames, so silence is broken by a ping of our own. */
  private expectSignOfLife(): void {
    clearTimeout(this.timer);
    if (!this.telling.over) {
      this.timer = setTimeout(() => {
        this.ping();
      }, this.quietMs);
    }
  }

  private giveUpIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { wasUp } = this.telling;
      this.lose({ ...givenUp(wasUp), reached: wasUp || this.socket !== undefined });
    }, ms);
  }

  private lose(loss: Loss): void {
    clearTimeout(this.timer);
    if (!this.telling.over) {
      this.telling.lost(loss);
      this.socket?.close();
    }
  }
}
