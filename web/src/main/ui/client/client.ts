import {
  Connection,
  type ConnectionListener,
  type ConnectionOptions,
  type ConnectionStatus,
} from './connection/connection';
import { type Environment, platformEnvironment } from './connection/environment';
import type { OpenSocket } from './connection/socket';
import { timeOrderedId } from './contract/ids';
import { ApiError, localProblem, parseProblem } from './contract/problem';
import type { AckFrame, PresenceFrame, RejectFrame, TypingFrame, UpdateFrame } from './contract/protocol';
import type { Api } from './http/api';
import { OwnUpdates } from './http/own-updates';
import { Outbox, type OutboxStore, type Unsent } from './sending/outbox';
import { type SendListener, Sender } from './sending/sender';
import { Activity, type ActivityState } from './signals/activity';
import { Reading } from './signals/reading';
import { Received } from './signals/received';
import { SignalChannel } from './signals/signal-channel';
import { Typing } from './signals/typing';

/** What a client tells. Nothing of it may throw. */
export interface ClientListener extends SendListener {
  status(status: ConnectionStatus): void;
  /** Updates come, and none is missed. Unless `resumed`, anything may have happened before: fetch what is shown. */
  up(resumed: boolean): void;
  /** Each update once and in the order of the log; those of an unknown kind too, to be ignored. */
  update(update: UpdateFrame): void;
  /** The server's history is another one than before: forget everything; `up` follows. */
  resync(): void;
  /** Messages that an earlier page left unsent; those without a problem are on their way. */
  restored(messages: readonly Unsent[]): void;
  typing(typing: TypingFrame): void;
  presence(presence: PresenceFrame): void;
}

export interface ClientOptions {
  readonly api: Api;
  readonly openSocket: OpenSocket;
  readonly listener: ClientListener;
  readonly environment?: Environment;
  /** A number in [0, 1). */
  readonly random?: () => number;
}

export interface StartOptions {
  /**
   * Whose connection this is. A browser's session may become another user's, in another tab; that counts as logged out
   * then, and nothing is sent under another name. Without it, whoever the session is of.
   */
  readonly userId?: string;
  /** The cursor of the last update that an earlier run has kept; without one the feed starts now. */
  readonly after?: string;
  /** Where unsent messages of this account outlive the page; without one they do not. */
  readonly store?: OutboxStore;
}

/** A message to be sent. */
export interface Draft {
  readonly conversationId: string;
  readonly body: string;
  readonly replyTo?: string;
}

/** Some browsers have left a page waiting for its database for ever. */
const STORE_PATIENCE_MS = 3000;

/** One user's lasting connection: the feed of updates, the outbox, and what is said beside messages. */
export class Client {
  private readonly environment: Environment;
  private readonly outbox = new Outbox();
  private readonly connection: Connection;
  private readonly sender: Sender;
  private readonly channel = new SignalChannel();
  private readonly received: Received;
  private readonly reading: Reading;
  private readonly activitySignal = new Activity(this.channel);
  private readonly typingSignal = new Typing(this.channel);
  private userId: string | undefined;
  private frameBytes: number | undefined;
  private restored = false;
  private unwatch: (() => void) | undefined;

  constructor(private readonly options: ClientOptions) {
    const { api, openSocket, listener, random = Math.random } = options;
    this.environment = options.environment ?? platformEnvironment();
    this.received = new Received(this.channel, (cursor) => api.received(cursor));
    this.reading = new Reading(this.channel, (conversationId, seq) => api.read(conversationId, seq));
    const write = (text: string): void => {
      this.connection.write(text);
    };
    this.sender = new Sender({ outbox: this.outbox, listener, post: (frame) => api.send(frame), write });
    const connection: ConnectionOptions = {
      requestTicket: () => api.socketTicket(),
      openSocket,
      isMine: (userId) => this.isMine(userId),
      updates: new OwnUpdates(api.updates, () => this.confirmUser()),
      listener: this.connectionListener(listener, write),
      online: this.environment.online(),
      random,
    };
    this.connection = new Connection(connection);
  }

  start({ userId, after, store }: StartOptions = {}): void {
    this.userId = userId ?? this.userId;
    if (store !== undefined) {
      this.outbox.keepIn(store);
    }
    this.unwatch ??= this.environment.watch((event) => {
      this.connection.notice(event);
      if (event === 'wake') {
        void this.adopt();
      }
    });
    this.connection.start(after);
    void this.restore();
  }

  /** Ends the connection; what is unsent stays in the store. May be started again. */
  stop(): void {
    this.unwatch?.();
    this.unwatch = undefined;
    this.connection.notice('stop');
  }

  /** After a logout: stops, and forgets what is unsent, also in the store. Not to be started again. */
  async forget(): Promise<void> {
    this.stop();
    this.reading.forget();
    // The store does what it was told when it can; whoever logs out does not wait for that.
    await withPatience(this.outbox.clear(), STORE_PATIENCE_MS);
    this.outbox.close();
  }

  /** Ends a wait, because a person asks for it. */
  retryNow(): void {
    this.connection.notice('retry');
  }

  /**
   * Sends as soon as it can, and until it is answered; the listener's `sent` or `failed` says how. Where too much waits
   * already, the message comes back with the problem `outbox-full`, and is not sent.
   */
  send({ conversationId, body, replyTo = '' }: Draft): Unsent {
    const now = Date.now();
    const message: Unsent = {
      clientMessageId: timeOrderedId(now),
      conversationId,
      body,
      replyTo: replyTo === '' ? null : replyTo,
      writtenAt: new Date(now).toISOString(),
      problem: null,
    };
    this.typing(conversationId, false);
    return this.put(message);
  }

  /** Sends a message again that failed, under its old id; answers as {@link send} does. */
  retry(message: Unsent): Unsent {
    return this.put({ ...message, problem: null });
  }

  /** Gives a message up. It may have arrived already; then its update comes all the same. */
  cancel(clientMessageId: string): void {
    this.sender.cancel(clientMessageId);
  }

  /** The reader has seen a conversation up to this message. */
  read(conversationId: string, seq: number): void {
    this.reading.read(conversationId, seq);
  }

  /** To be called at every key, and with false when the text was cleared; sending does that by itself. */
  typing(conversationId: string, on: boolean): void {
    this.typingSignal.set(conversationId, on);
  }

  /** To be called with `active` whenever somebody touches the page, and with `away` when nobody looks at it. */
  activity(state: ActivityState): void {
    this.activitySignal.set(state);
  }

  private isMine(userId: string): boolean {
    return this.userId === undefined || userId === this.userId;
  }

  private async confirmUser(): Promise<void> {
    if (this.userId !== undefined && !this.isMine((await this.options.api.me()).userId)) {
      throw new ApiError(parseProblem(undefined, 401));
    }
  }

  private put(message: Unsent): Unsent {
    return this.sender.send(message) ? message : { ...message, problem: localProblem('outbox-full') };
  }

  private async restore(): Promise<void> {
    await withPatience(this.adopt(), STORE_PATIENCE_MS);
    this.restored = true;
    this.openSender();
  }

  private async adopt(): Promise<void> {
    await this.outbox.adopt((messages) => {
      this.options.listener.restored(messages);
      this.openSender();
    });
  }

  /** Older messages go first, so nothing goes before they are back. */
  private openSender(): void {
    if (this.restored && this.frameBytes !== undefined) {
      this.sender.open(this.frameBytes);
    }
  }

  private connectionListener(listener: ClientListener, write: (text: string) => void): ConnectionListener {
    return {
      status: (status) => {
        listener.status(status);
      },
      up: (frameBytes, resumed) => {
        this.frameBytes = frameBytes;
        if (frameBytes > 0) {
          this.channel.open(write);
          this.activitySignal.open();
        }
        this.received.open();
        this.reading.open();
        this.openSender();
        listener.up(resumed);
      },
      down: () => {
        this.frameBytes = undefined;
        this.sender.close();
        this.received.close();
        this.reading.close();
        this.typingSignal.close();
        this.channel.close();
      },
      update: (update) => {
        this.received.update(update.cursor);
        listener.update(update);
      },
      answer: (answer) => {
        this.answered(answer);
      },
      ephemeral: (frame) => {
        if (frame.type === 'typing') {
          listener.typing(frame);
        } else {
          listener.presence(frame);
        }
      },
      resync: () => {
        this.received.forget();
        this.reading.forget();
        listener.resync();
      },
    };
  }

  private answered(answer: AckFrame | RejectFrame): void {
    if (answer.type === 'ack') {
      this.sender.acknowledged(answer);
    } else {
      this.channel.rejected(answer.id, answer.problem.code);
      this.sender.rejected(answer);
    }
  }
}

/** Settles with the work, or without it once the time is over. */
async function withPatience(work: Promise<void>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, over]);
  clearTimeout(timer);
}
