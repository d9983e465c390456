import type { AckFrame, PresenceFrame, RejectFrame, TypingFrame, UpdateFrame } from '../contract/protocol';
import type { Updates } from '../http/updates';
import { FeedPosition } from './feed-position';
import type { FeedFrame, Link, LinkListener, Opening } from './link';
import { idleMachine, step } from './machine';
import { PollLink } from './poll-link';
import type { OpenSocket } from './socket';
import { SocketLink } from './socket-link';
import type { Effect, FallbackWay, MachineEvent, StateName } from './states';
import { StreamLink } from './stream-link';

export interface ConnectionStatus {
  readonly state: StateName;
  /** How updates come now; undefined while they do not. */
  readonly via: 'socket' | FallbackWay | undefined;
  /** When the server was last heard, in milliseconds since 1970; undefined before the first time. */
  readonly lastHeardAt: number | undefined;
}

export interface ConnectionListener {
  status(status: ConnectionStatus): void;
  /**
   * Updates come from now on.
   *
   * @param frameBytes the largest frame that {@link Connection.write} takes, 0 when it takes none
   * @param resumed whether they go on where they had stopped; if not, anything may have happened before
   */
  up(frameBytes: number, resumed: boolean): void;
  /** No more updates for now; answers to what was written are not to be expected. */
  down(): void;
  /** Each update once, in the order of the log. */
  update(update: UpdateFrame): void;
  answer(answer: AckFrame | RejectFrame): void;
  ephemeral(frame: TypingFrame | PresenceFrame): void;
  /** The server's history is another one than before. */
  resync(): void;
}

export interface ConnectionOptions {
  /** A fresh single-use ticket; rejects with ApiError. */
  readonly requestTicket: () => Promise<string>;
  readonly openSocket: OpenSocket;
  /** Whether a welcome is for the user that this connection is of; if not, that is the end as a logout is. */
  readonly isMine: (userId: string) => boolean;
  readonly updates: Updates;
  readonly listener: ConnectionListener;
  readonly online: boolean;
  /** A number in [0, 1). */
  readonly random: () => number;
}

type Timer = ReturnType<typeof setTimeout> | undefined;

/** What has been up for so long was a good connection: the next loss starts with short waits again. */
const STABLE_MS = 10_000;

/** Does what the {@link step state machine} decides: the only place where links and timers are made and ended. */
export class Connection {
  private machine = idleMachine(true);
  private readonly position = new FeedPosition();
  private socket: SocketLink | undefined;
  private opening: Opening | undefined;
  private fallback: Link | undefined;
  private via: ConnectionStatus['via'];
  private lastHeardAt: number | undefined;
  private told: ConnectionStatus = { state: 'idle', via: undefined, lastHeardAt: undefined };
  private waitTimer: Timer;
  private stableTimer: Timer;
  private fallbackTimer: Timer;

  constructor(private readonly options: ConnectionOptions) {
    this.machine = idleMachine(options.online);
  }

  /** @param after the cursor of the last update that is known from an earlier run, if any */
  start(after?: string): void {
    if (after !== undefined) {
      this.position.moveTo(after);
    }
    this.happen({ type: 'start' });
  }

  /** What the platform or a person wants; see {@link MachineEvent}. */
  notice(event: 'stop' | 'online' | 'offline' | 'wake' | 'retry'): void {
    this.happen({ type: event });
  }

  /** Puts a frame on the socket; does nothing without one. */
  write(text: string): void {
    if (this.via === 'socket') {
      this.socket?.write(text);
    }
  }

  private happen(event: MachineEvent): void {
    const { machine, effects } = step(this.machine, event, this.options.random());
    this.machine = machine;
    for (const effect of effects) {
      this.perform(effect);
    }
    this.tellStatus();
  }

  private perform(effect: Effect): void {
    switch (effect.do) {
      case 'open-socket':
        this.openSocket();
        break;
      case 'drop-socket':
        this.downIf(this.via === 'socket');
        this.socket?.close();
        this.socket = undefined;
        break;
      case 'open-fallback':
        this.openFallback(effect.way, effect.afterMs);
        break;
      case 'drop-fallback':
        this.downIf(this.via !== 'socket');
        clearTimeout(this.fallbackTimer);
        this.fallback?.close();
        this.fallback = undefined;
        break;
      case 'resume':
        this.resume();
        break;
      case 'wait':
        clearTimeout(this.waitTimer);
        this.waitTimer = this.later('due', effect.ms);
        break;
      case 'stop-waiting':
        clearTimeout(this.waitTimer);
        break;
      case 'watch-stability':
        clearTimeout(this.stableTimer);
        this.stableTimer = this.later('stable', STABLE_MS);
        break;
      case 'check-liveness':
        this.socket?.ping();
        break;
      case 'forget-cursor':
        this.position.forget();
        break;
    }
  }

  private later(type: 'due' | 'stable', ms: number): Timer {
    return setTimeout(() => {
      this.happen({ type });
    }, ms);
  }

  private openSocket(): void {
    const { requestTicket, openSocket, isMine } = this.options;
    const listener: LinkListener = {
      ...this.listenerOfLinks(),
      up: (opening) => {
        this.opening = opening;
        this.happen({ type: 'welcome' });
      },
      lost: (loss) => {
        this.downIf(this.via === 'socket');
        this.happen({ type: 'lost', loss });
      },
    };
    this.socket = new SocketLink({ requestTicket, openSocket, isMine, listener });
  }

  private openFallback(way: FallbackWay, afterMs: number): void {
    const listener: LinkListener = {
      ...this.listenerOfLinks(),
      up: (opening) => {
        this.happen({ type: 'fallback-up' });
        this.goUp(way, opening);
      },
      lost: (loss) => {
        this.downIf(this.via === way);
        this.happen({ type: 'fallback-lost', loss });
      },
    };
    const Way = way === 'stream' ? StreamLink : PollLink;
    clearTimeout(this.fallbackTimer);
    this.fallbackTimer = setTimeout(() => {
      this.fallback = new Way(this.options.updates, this.position.cursor, listener);
    }, afterMs);
  }

  private listenerOfLinks(): Pick<LinkListener, 'heard' | 'frame' | 'reached'> {
    return {
      heard: () => {
        this.lastHeardAt = Date.now();
      },
      frame: (frame) => {
        this.received(frame);
      },
      reached: (cursor) => {
        this.position.moveTo(cursor);
      },
    };
  }

  /** The socket tells nothing before it is told where to go on, so nothing is told twice when the ways change. */
  private resume(): void {
    if (this.opening !== undefined) {
      const cursor = this.position.cursor ?? this.opening.cursor;
      this.socket?.write(JSON.stringify({ type: 'resume', cursor }));
      this.goUp('socket', this.opening);
    }
  }

  private goUp(via: 'socket' | FallbackWay, { cursor, frameBytes }: Opening): void {
    const resumed = this.position.cursor !== undefined;
    if (!resumed) {
      this.position.moveTo(cursor);
    }
    this.via = via;
    this.tellStatus();
    this.options.listener.up(frameBytes, resumed);
  }

  private downIf(wasUp: boolean): void {
    if (wasUp && this.via !== undefined) {
      this.via = undefined;
      clearTimeout(this.stableTimer);
      this.options.listener.down();
    }
  }

  private received(frame: FeedFrame): void {
    const { listener } = this.options;
    switch (frame.type) {
      case 'update':
        if (this.position.advance(frame.cursor)) {
          listener.update(frame);
        }
        break;
      case 'ack':
      case 'reject':
        listener.answer(frame);
        break;
      case 'typing':
      case 'presence':
        listener.ephemeral(frame);
        break;
      case 'resync':
        this.happen({ type: 'resync' });
        listener.resync();
        break;
      case 'pong':
        break;
    }
  }

  private tellStatus(): void {
    const { via, lastHeardAt, told } = this;
    const state = this.machine.name;
    if (state !== told.state || via !== told.via) {
      this.told = { state, via, lastHeardAt };
      this.options.listener.status(this.told);
    }
  }
}
