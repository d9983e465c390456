import type { Outbox, OutboxEntry } from './outbox';
import { ApiError, parseProblem } from '../contract/problem';
import type { AckFrame, Problem, RejectFrame, SendFrame } from '../contract/protocol';
import { countUtf8Bytes } from '../contract/text';

/** What became of a message. */
export interface SendListener {
  ack(ack: AckFrame): void;
  /** A refusal for good: the message is not sent again by itself. */
  reject(reject: RejectFrame): void;
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
const SHORTEST_PAUSE_S = 1;
/** No cool-down of the server is longer; and timers overflow after 24 days. */
const LONGEST_PAUSE_S = 3600;

/**
 * Sends what the outbox holds while there is a connection, until it is acknowledged or refused for good. Of each
 * conversation only one message is on its way at a time: were the next one sent before the answer, it could be
 * accepted where this one is put off, and the conversation would be out of order for ever.
 */
export class Sender {
  /** The largest frame the server takes; undefined while there is no connection. */
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

  send(entry: OutboxEntry): void {
    this.options.outbox.put(entry);
    this.sendWhatMay();
  }

  cancel(clientMessageId: string): void {
    this.options.outbox.remove(clientMessageId);
    this.sendWhatMay();
  }

  acknowledged(ack: AckFrame): void {
    this.settle(ack.clientMessageId);
    this.options.listener.ack(ack);
    this.sendWhatMay();
  }

  rejected(reject: RejectFrame): void {
    const { id, problem } = reject;
    if (id !== null && PASSING.has(problem.code)) {
      this.unanswered.delete(id);
      this.pause(problem);
    } else {
      // What the server refused for good is never sent again by itself; that is for the person to decide.
      if (id !== null) {
        this.settle(id);
      }
      this.options.listener.reject(reject);
    }
    this.sendWhatMay();
  }

  private settle(clientMessageId: string): void {
    this.unanswered.delete(clientMessageId);
    this.options.outbox.remove(clientMessageId);
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
    for (const entry of firstOfEachConversation(this.options.outbox.entries())) {
      if (!this.unanswered.has(entry.clientMessageId)) {
        this.transmit(sendFrame(entry), this.frameBytes);
      }
    }
  }

  private transmit(frame: SendFrame, frameBytes: number): void {
    this.unanswered.add(frame.clientMessageId);
    const text = JSON.stringify(frame);
    if (countUtf8Bytes(text) <= frameBytes) {
      this.options.write(text);
    } else {
      // The server would close the socket at once, and at each new attempt again.
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

function firstOfEachConversation(entries: readonly OutboxEntry[]): Iterable<OutboxEntry> {
  const first = new Map<string, OutboxEntry>();
  for (const entry of entries) {
    if (!first.has(entry.conversationId)) {
      first.set(entry.conversationId, entry);
    }
  }
  return first.values();
}

/** The frame's id is the client's message id, so that a reject finds its message without further bookkeeping. */
function sendFrame({ clientMessageId, conversationId, body }: OutboxEntry): SendFrame {
  return { type: 'send', id: clientMessageId, conversationId, clientMessageId, body, replyTo: null };
}
