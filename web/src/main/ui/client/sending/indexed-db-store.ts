import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { OutboxStore, Unsent } from './outbox';
import { lockedTabs, type Tabs } from './tabs';

/** An unsent message as it is kept. */
interface Kept extends Unsent {
  readonly userId: string;
  /** The page that sends it. */
  readonly tab: string;
  /** Rises with the time of writing. */
  readonly order: number;
}

interface Schema extends DBSchema {
  readonly outbox: { readonly key: [userId: string, clientMessageId: string]; readonly value: Kept };
}

const NAME = 'connectly';
const VERSION = 1;

/**
 * Keeps the unsent messages of one account in IndexedDB. Each page sends what was written in it; what a page leaves
 * behind is taken over by one that lives. So no page waits for another, which the browser may have put to sleep.
 */
export class IndexedDbStore implements OutboxStore {
  private readonly database: Promise<IDBPDatabase<Schema> | undefined>;
  private readonly watched = new Set<string>();
  private readonly orders = new Map<string, number>();
  private lastOrder = 0;
  /** The writes so far; they happen one after the other. */
  private written: Promise<void> = Promise.resolve();

  constructor(
    private readonly userId: string,
    private readonly tabs: Tabs = lockedTabs(platformLocks()),
  ) {
    this.database = open();
  }

  async adopt(found: (messages: readonly Unsent[]) => void): Promise<void> {
    const owners = new Set((await this.kept()).map(({ tab }) => tab));
    owners.delete(this.tabs.id);
    for (const owner of owners) {
      if (await this.tabs.isGone(owner)) {
        await this.takeOver(owner, found);
      } else if (!this.watched.has(owner)) {
        this.watched.add(owner);
        void this.tabs.whenGone(owner).then(() => this.takeOver(owner, found));
      }
    }
  }

  put(message: Unsent): void {
    const { userId, tabs } = this;
    const order = this.orders.get(message.clientMessageId) ?? this.nextOrder();
    this.orders.set(message.clientMessageId, order);
    this.write(async (database) => {
      await database.put('outbox', { ...unsentOf(message), userId, tab: tabs.id, order });
    });
  }

  remove(clientMessageId: string): void {
    this.orders.delete(clientMessageId);
    this.write((database) => database.delete('outbox', [this.userId, clientMessageId]));
  }

  async clear(): Promise<void> {
    this.orders.clear();
    this.write((database) => database.delete('outbox', everythingOf(this.userId)));
    await this.written;
  }

  /** Settles when all that was asked so far is done, as far as it can be. */
  async settled(): Promise<void> {
    await this.written;
  }

  close(): void {
    this.write((database) => {
      database.close();
      return Promise.resolve();
    });
    // Gone only now: whoever takes over must find what was written last.
    void this.written.then(() => {
      this.tabs.close();
    });
  }

  private async kept(): Promise<readonly Kept[]> {
    try {
      return (await (await this.database)?.getAll('outbox', everythingOf(this.userId))) ?? [];
    } catch {
      return [];
    }
  }

  /** In one transaction, so that of several pages which see another go only one gets its messages. */
  private async takeOver(owner: string, found: (messages: readonly Unsent[]) => void): Promise<void> {
    const taken: Kept[] = [];
    this.write(async (database) => {
      const transaction = database.transaction('outbox', 'readwrite');
      const all = await transaction.store.getAll(everythingOf(this.userId));
      for (const message of all.filter(({ tab }) => tab === owner)) {
        await transaction.store.put({ ...message, tab: this.tabs.id });
        taken.push(message);
      }
      await transaction.done;
    });
    await this.written;
    taken.sort((one, other) => one.order - other.order);
    for (const { clientMessageId, order } of taken) {
      this.orders.set(clientMessageId, order);
    }
    if (taken.length > 0) {
      found(taken.map(unsentOf));
    }
  }

  private nextOrder(): number {
    this.lastOrder = Math.max(Date.now(), this.lastOrder + 1);
    return this.lastOrder;
  }

  /** What cannot be kept, for want of space for instance, is sent all the same. */
  private write(work: (database: IDBPDatabase<Schema>) => Promise<void>): void {
    this.written = this.written.then(async () => {
      const database = await this.database;
      if (database !== undefined) {
        await work(database).catch(() => undefined);
      }
    });
  }
}

async function open(): Promise<IDBPDatabase<Schema> | undefined> {
  try {
    return await openDB<Schema>(NAME, VERSION, {
      upgrade: (database) => {
        database.createObjectStore('outbox', { keyPath: ['userId', 'clientMessageId'] });
      },
      // A newer version of the page, in another tab, must not wait for this one.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
      },
    });
  } catch {
    return undefined;
  }
}

/** Arrays sort after every text: all keys that begin with the account. */
function everythingOf(userId: string): IDBKeyRange {
  return IDBKeyRange.bound([userId], [userId, []]);
}

/** Nothing but what an unsent message has, whatever object it comes in. */
function unsentOf({ clientMessageId, conversationId, body, replyTo, writtenAt, problem }: Unsent): Unsent {
  return { clientMessageId, conversationId, body, replyTo, writtenAt, problem };
}

function platformLocks(): LockManager | undefined {
  return (navigator as { readonly locks?: LockManager }).locks;
}
