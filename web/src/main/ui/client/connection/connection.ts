import { backoffDelay } from './backoff';
import { parseFrames } from '../contract/frames';
import type { Outbox, OutboxEntry } from '../sending/outbox';
import { ApiError, isUnauthenticated } from '../contract/problem';
import type { AckFrame, ClientFrame, SendFrame, ServerFrame, UpdateFrame, WelcomeFrame } from '../contract/protocol';
import { Sender, type SendListener } from '../sending/sender';
import type { OpenSocket, SocketHandle } from './socket';

/**
 * `stopped` → `connecting` → `open`; when the socket is lost, `waiting` and again `connecting`. `signed-out` is final:
 * the session is gone and only a new login helps.
 */
export type ConnectionStatus = 'stopped' | 'connecting' | 'open' | 'waiting' | 'signed-out';

export interface ConnectionListener extends SendListener {
  status(status: ConnectionStatus): void;
  /** The feed has started. When not resumed, anything may have happened before: fetch what is shown. */
  welcome(resumed: boolean): void;
  update(update: UpdateFrame): void;
  /** The server's history is another one than before: forget everything. */
  resync(): void;
}

export interface ConnectionOptions {
  /** A fresh single-use ticket; rejects with ApiError. */
  readonly requestTicket: () => Promise<string>;
  readonly openSocket: OpenSocket;
  /** Sends over HTTP what is too large for a frame; rejects with ApiError. */
  readonly post: (frame: SendFrame) => Promise<AckFrame>;
  readonly outbox: Outbox;
  readonly listener: ConnectionListener;
  /** A number in [0, 1). */
  readonly random: () => number;
}

const CLOSED_SESSION_REVOKED = 4401;
const WELCOME_TIMEOUT_MS = 15_000;
const PONG_TIMEOUT_MS = 10_000;
/** A connection that held for so long was a good one: the next loss starts with short waits again. */
const STABLE_MS = 10_000;

/**
 * Keeps one socket to the server open, for as long as it is started: gets tickets, resumes from the last cursor,
 * notices dead peers, and has what the outbox holds sent whenever it is open.
 */
export class Connection {
  private status: ConnectionStatus = 'stopped';
  private socket: SocketHandle | undefined;
  /** Raised whenever an attempt is abandoned, so that its late events find themselves out of date. */
  private attempt = 0;
  private failures = 0;
  private cursor: string | undefined;
  private resumed = false;
  private heartbeatMs = 25_000;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;
  private stableTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly sender: Sender;

  constructor(private readonly options: ConnectionOptions) {
    const { outbox, listener, post } = options;
    const write = (text: string): void => this.socket?.send(text);
    this.sender = new Sender({ outbox, listener, post, write });
  }

  start(): void {
    if (this.status === 'stopped') {
      void this.connect();
    }
  }

  stop(): void {
    this.abandon();
    this.setStatus('stopped');
  }

  /** Ends a wait for the next attempt, for instance because the network is back. */
  retryNow(): void {
    if (this.status === 'waiting') {
      void this.connect();
    }
  }

  /** Asks the server for a sign of life at once, for instance because the network may be gone. */
  probe(): void {
    if (this.status === 'open') {
      this.ping();
    }
  }

  /**
   * Sends a message as soon as there is a connection and those before it in its conversation are answered; until an
   * ack or a final reject, again on each new connection and whenever the server had put it off.
   */
  send(entry: OutboxEntry): void {
    this.sender.send(entry);
  }

  /** Stops sending a message. It may have arrived already; then its update comes all the same. */
  cancel(clientMessageId: string): void {
    this.sender.cancel(clientMessageId);
  }

  private async connect(): Promise<void> {
    this.abandon();
    const attempt = this.attempt;
    this.setStatus('connecting');
    let ticket: string;
    try {
      ticket = await this.options.requestTicket();
    } catch (error) {
      if (attempt === this.attempt) {
        this.ticketRefused(error);
      }
      return;
    }
    if (attempt === this.attempt) {
      this.open(ticket, attempt);
    }
  }

  private ticketRefused(error: unknown): void {
    if (isUnauthenticated(error)) {
      this.signedOut();
      return;
    }
    const seconds = error instanceof ApiError ? error.problem.retryAfterSeconds : null;
    this.retryLater((seconds ?? 0) * 1000);
  }

  private open(ticket: string, attempt: number): void {
    const current = (): boolean => attempt === this.attempt;
    this.silenceTimer = setTimeout(() => {
      this.retryLater();
    }, WELCOME_TIMEOUT_MS);
    this.socket = this.options.openSocket(['connectly.v1', `connectly.ticket.${ticket}`], {
      open: () => {
        if (current()) {
          this.resume();
        }
      },
      message: (text) => {
        for (const frame of parseFrames(text)) {
          // A resync in the middle of a batch ends this socket: what follows it is void.
          if (current()) {
            this.receive(frame);
          }
        }
      },
      close: (code) => {
        if (current()) {
          this.closed(code);
        }
      },
    });
  }

  private resume(): void {
    this.resumed = this.cursor !== undefined;
    if (this.cursor !== undefined) {
      this.write({ type: 'resume', cursor: this.cursor });
    }
  }

  private receive(frame: ServerFrame): void {
    this.expectSignOfLife();
    const { listener } = this.options;
    switch (frame.type) {
      case 'welcome':
        this.welcomed(frame);
        break;
      case 'update':
        listener.update(frame);
        this.cursor = frame.cursor;
        break;
      case 'ack':
        this.sender.acknowledged(frame);
        break;
      case 'reject':
        this.sender.rejected(frame);
        break;
      case 'resync':
        this.cursor = undefined;
        this.retryLater();
        listener.resync();
        break;
      case 'pong':
        break;
    }
  }

  private welcomed(frame: WelcomeFrame): void {
    // After a resume our own cursor stands: the one of the welcome may be ahead of updates still on their way.
    if (!this.resumed && frame.cursor !== null) {
      this.cursor = frame.cursor;
    }
    this.heartbeatMs = frame.heartbeatSeconds * 1000;
    this.expectSignOfLife();
    this.stableTimer = setTimeout(() => {
      this.failures = 0;
    }, STABLE_MS);
    this.setStatus('open');
    this.sender.open(frame.frameBytes);
    this.options.listener.welcome(this.resumed);
  }

  /** Scripts cannot see the server's ping control frames, so silence is broken by a ping of our own. */
  private expectSignOfLife(): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => {
      this.ping();
    }, this.heartbeatMs);
  }

  private ping(): void {
    clearTimeout(this.silenceTimer);
    this.write({ type: 'ping' });
    this.silenceTimer = setTimeout(() => {
      this.retryLater();
    }, PONG_TIMEOUT_MS);
  }

  private closed(code: number): void {
    if (code === CLOSED_SESSION_REVOKED) {
      this.signedOut();
    } else {
      this.retryLater();
    }
  }

  private retryLater(atLeastMs = 0): void {
    this.abandon();
    const delay = Math.max(atLeastMs, backoffDelay(this.failures, this.options.random()));
    this.failures += 1;
    this.retryTimer = setTimeout(() => {
      void this.connect();
    }, delay);
    this.setStatus('waiting');
  }

  private signedOut(): void {
    this.abandon();
    this.setStatus('signed-out');
  }

  private abandon(): void {
    this.attempt += 1;
    clearTimeout(this.retryTimer);
    clearTimeout(this.silenceTimer);
    clearTimeout(this.stableTimer);
    this.sender.close();
    this.socket?.close();
    this.socket = undefined;
  }

  private write(frame: ClientFrame): void {
    this.socket?.send(JSON.stringify(frame));
  }

  private setStatus(status: ConnectionStatus): void {
    if (status !== this.status) {
      this.status = status;
      this.options.listener.status(status);
    }
  }
}
