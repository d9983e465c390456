import type { Problem } from '../contract/protocol';

/** A message that is not known to be on the log: on its way, or refused and left for its writer to decide. */
export interface Unsent {
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly body: string;
  readonly replyTo: string | null;
  /** RFC 3339, by the clock of this machine. */
  readonly writtenAt: string;
  /** Why the server refused it for good; null while it is on its way. */
  readonly problem: Problem | null;
}

/** Where unsent messages outlive the page. What it fails to keep is lost with the page, and nothing else is. */
export interface OutboxStore {
  /** Takes over what pages left that are gone, now and as more go. Settles when that is done for those gone already. */
  adopt(found: (messages: readonly Unsent[]) => void): Promise<void>;
  put(message: Unsent): void;
  remove(clientMessageId: string): void;
  /** Removes everything of this account. */
  clear(): Promise<void>;
  close(): void;
}

/** Messages of one page that may wait at once; a person meets this only when the server is away for long. */
export const OUTBOX_LIMIT = 500;

/** What this page has to send, in the order it was written. */
export class Outbox {
  private messages = new Map<string, Unsent>();
  private store: OutboxStore | undefined;

  /** From now on messages outlive the page, those too that wait already. */
  keepIn(store: OutboxStore): void {
    if (this.store === undefined) {
      this.store = store;
      for (const message of this.messages.values()) {
        store.put(message);
      }
    }
  }

  /** On their way, in order. */
  pending(): readonly Unsent[] {
    return [...this.messages.values()].filter(({ problem }) => problem === null);
  }

  /**
   * Takes over what earlier pages left. It was written before whatever is here. Where pages cannot tell whether another
   * lives, they take the same from each other in turns; what is here already is not told again.
   */
  async adopt(found: (messages: readonly Unsent[]) => void): Promise<void> {
    await this.store?.adopt((messages) => {
      const unknown = messages.filter(({ clientMessageId }) => !this.messages.has(clientMessageId));
      const older = messages.map((message) => [message.clientMessageId, message] as const);
      this.messages = new Map([...older, ...this.messages]);
      if (unknown.length > 0) {
        found(unknown);
      }
    });
  }

  /** Puts a message last, or back in its old place. False, and nothing kept, when too many wait already. */
  add(message: Unsent): boolean {
    if (this.messages.size >= OUTBOX_LIMIT && !this.messages.has(message.clientMessageId)) {
      return false;
    }
    this.keep(message);
    return true;
  }

  fail(clientMessageId: string, problem: Problem): void {
    const message = this.messages.get(clientMessageId);
    if (message !== undefined) {
      this.keep({ ...message, problem });
    }
  }

  /** False when it was not here. */
  remove(clientMessageId: string): boolean {
    this.store?.remove(clientMessageId);
    return this.messages.delete(clientMessageId);
  }

  /** Forgets everything of this account, also what other pages of it keep. */
  async clear(): Promise<void> {
    this.messages.clear();
    await this.store?.clear();
  }

  close(): void {
    this.store?.close();
  }

  private keep(message: Unsent): void {
    this.messages.set(message.clientMessageId, message);
    this.store?.put(message);
  }
}
