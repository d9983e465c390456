/** A message on its way: neither acknowledged nor refused for good yet. */
export interface OutboxEntry {
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly body: string;
}

/**
 * What is to be sent, in the order it was written, for as long as it takes. The sender only asks these three things of
 * it, so that a durable outbox can take this one's place.
 */
export interface Outbox {
  put(entry: OutboxEntry): void;
  remove(clientMessageId: string): void;
  entries(): readonly OutboxEntry[];
}

/** An outbox that lives as long as the page. */
export function memoryOutbox(): Outbox {
  const entries = new Map<string, OutboxEntry>();
  return {
    put: (entry) => {
      entries.set(entry.clientMessageId, entry);
    },
    remove: (clientMessageId) => {
      entries.delete(clientMessageId);
    },
    entries: () => [...entries.values()],
  };
}
