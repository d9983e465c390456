import { type ReadonlySignal, signal } from '@preact/signals';
import type { PresenceFrame, TypingFrame } from '../../client';

/** The contract: whoever is not told of again is forgotten. */
const TYPING_MS = 8000;

export type Present = Exclude<PresenceFrame['state'], 'offline'>;
type Timer = ReturnType<typeof setTimeout>;

/** Who is there and who is writing, as far as a connection has told; nothing outlives it. */
export class Company {
  private readonly presentSignal = signal<ReadonlyMap<string, Present>>(new Map());
  /** By conversation, the user ids of those who write, who began first coming first. */
  private readonly typingSignal = signal<ReadonlyMap<string, readonly string[]>>(new Map());
  private readonly timers = new Map<string, Timer>();

  /** Whoever is not in it is offline. */
  get present(): ReadonlySignal<ReadonlyMap<string, Present>> {
    return this.presentSignal;
  }

  get typing(): ReadonlySignal<ReadonlyMap<string, readonly string[]>> {
    return this.typingSignal;
  }

  presence({ userId, state }: PresenceFrame): void {
    const present = new Map(this.presentSignal.value);
    if (state === 'offline') {
      present.delete(userId);
    } else {
      present.set(userId, state);
    }
    this.presentSignal.value = present;
  }

  typed({ conversationId, userId, on }: TypingFrame): void {
    const key = `${conversationId} ${userId}`;
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    const typists = this.typingSignal.value.get(conversationId) ?? [];
    const others = typists.filter((typist) => typist !== userId);
    if (on) {
      const forget = (): void => {
        this.typed({ type: 'typing', conversationId, userId, on: false });
      };
      this.timers.set(key, setTimeout(forget, TYPING_MS));
    }
    if (on !== typists.includes(userId)) {
      this.typingSignal.value = new Map(this.typingSignal.value).set(conversationId, on ? [...typists, userId] : others);
    }
  }

  /** On a new connection, which tells everything anew. */
  forget(): void {
    for (const timer of this.timers.values()) {
      clearTimeout(timer);
    }
    this.timers.clear();
    this.presentSignal.value = new Map();
    this.typingSignal.value = new Map();
  }
}
