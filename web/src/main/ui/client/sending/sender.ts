import { ApiError, parseProblem } from '../contract/problem';
import type { AckFrame, Problem, RejectFrame, SendFrame } from '../contract/protocol';
import { countUtf8Bytes } from '../contract/text';
import type { Outbox, Unsent } from './outbox';

/** What became of a message. */
export interface SendListener {
  /** It is on the log; its update comes before or after. */
  sent(ack: AckFrame): void;
  /** The server refuses it for good: it is not sent again unless the user wants it. */
  failed(clientMessageId: string, problem: Problem): void;
}

export interface SenderOptions {
  readonly outbox: Outbox;
  readonly listener: SendListener;
  /** Puts a frame on the open socket. */
  readonly write: (text: string) => void;
  /** The way over HTTP, for what no frame can hold; rejects with ApiError. */
  readonly post: (frame: SendFrame) => Promise<AckFrame>;
}

/** Refusals that are about the moment, not about the message. Only an HTTP call ends with `network`. */
const PASSING = new Set(['rate-limited', 'cooldown', 'unavailable', 'network']);
/** Of the session, of what is between here and the server, or an answer nobody can read: the outcome is unknown. */
const PASSING_STATUS = new Set([200, 201, 401, 408, 429, 502, 503, 504]);
const SHORTEST_PAUSE_S = 1;
/** No cool-down of the server is longer; and timers overflow after 24 days. */
const LONGEST_PAUSE_S = 3600;

/**
 * Sends what the outbox holds while there is a connection, over and over with the same ids, until it is acknowledged or
 * refused for good. Of each
 * conversation only one message is on its way at a time: were the next one sent before the answer, it could be
 * accepted where this one is put off, and the conversation would be out of order for ever.
 */
export class Sender {
  /** The largest frame that can be written, 0 where everything goes over HTTP; undefined while nothing goes. */
  private frameBytes: number | undefined;
  /** Raised at the end of each connection, so that late answers of HTTP find themselves out of date. */
  private round = 0;
  private readonly unanswered = new Set<string>();
  /** On the clock of `performance.now()`. Outlives a connection, since a new one makes the server no more willing. */
  private pausedUntil = 0;
  private pauseTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: SenderOptions) {}

  open(frameBytes: number): void {
    this.frameBytes = frameBytes;
    this.sendWhatMay();
  }

  close(): void {
    this.round += 1;
    this.frameBytes = undefined;
    this.unanswered.clear();
    clearTimeout(this.pauseTimer);
  }

  /** False when the outbox is full. */
  send(message: Unsent): boolean {
    const added = this.options.outbox.add(message);
    this.sendWhatMay();
    return added;
  }

  cancel(clientMessageId: string): void {
    this.unanswered.delete(clientMessageId);
    this.options.outbox.remove(clientMessageId);
    this.sendWhatMay();
  }

  acknowledged(ack: AckFrame): void {
    this.unanswered.delete(ack.clientMessageId);
    if (this.options.outbox.remove(ack.clientMessageId)) {
      this.options.listener.sent(ack);
    }
    this.sendWhatMay();
  }

  rejected({ id, problem }: RejectFrame): void {
    if (id === null || !this.unanswered.delete(id)) {
      return;
    }
    if (PASSING.has(problem.code) || PASSING_STATUS.has(problem.status)) {
      this.pause(problem);
    } else {
      this.options.outbox.fail(id, problem);
      this.options.listener.failed(id, problem);
    }
    this.sendWhatMay();
  }

  /** For all conversations: the server counts by person, and when it is overloaded it is so for everybody. */
  private pause({ retryAfterSeconds }: Problem): void {
    const seconds = Math.min(Math.max(retryAfterSeconds ?? 0, SHORTEST_PAUSE_S), LONGEST_PAUSE_S);
    this.pausedUntil = Math.max(this.pausedUntil, performance.now() + seconds * 1000);
  }

  private sendWhatMay(): void {
    clearTimeout(this.pauseTimer);
    if (this.frameBytes === undefined) {
      return;
    }
    const pauseMs = this.pausedUntil - performance.now();
    if (pauseMs > 0) {
      this.pauseTimer = setTimeout(() => {
        this.sendWhatMay();
      }, pauseMs);
      return;
    }
    for (const message of firstOfEachConversation(this.options.outbox.pending())) {
      if (!this.unanswered.has(message.clientMessageId)) {
        this.transmit(sendFrame(message), this.frameBytes);
      }
    }
  }

  private transmit(frame: SendFrame, frameBytes: number): void {
    this.unanswered.add(frame.clientMessageId);
    const text = JSON.stringify(frame);
    if (countUtf8Bytes(text) <= frameBytes) {
      this.options.write(text);
    } else {
      // There is no socket; or the server would close it at once, and at each new attempt again.
      void this.post(frame);
    }
  }

  private async post(frame: SendFrame): Promise<void> {
    const { round } = this;
    const outcome = await this.options.post(frame).catch((error: unknown): RejectFrame => {
      const problem = error instanceof ApiError ? error.problem : parseProblem(undefined, 0);
      return { type: 'reject', id: frame.id, problem };
    });
    if (round !== this.round) {
      return;
    }
    if (outcome.type === 'ack') {
      this.acknowledged(outcome);
    } else {
      this.rejected(outcome);
    }
  }
}

function firstOfEachConversation(messages: readonly Unsent[]): Iterable<Unsent> {
  const first = new Map<string, Unsent>();
  for (const message of messages) {
    if (!first.has(message.conversationId)) {
      first.set(message.conversationId, message);
    }
  }
  return first.values();
}

/** The frame's id is the client's message id, so that a reject finds its message without further bookkeeping. */
function sendFrame({ clientMessageId, conversationId, body, replyTo }: Unsent): SendFrame {
  return { type: 'send', id: clientMessageId, conversationId, clientMessageId, body, replyTo };
}
