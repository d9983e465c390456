import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseProblem } from '../contract/problem';
import { IndexedDbStore } from './indexed-db-store';
import { Outbox, OUTBOX_LIMIT, type Unsent } from './outbox';
import { lockedTabs } from './tabs';

const message = (id: string, changes: Partial<Unsent> = {}): Unsent => ({
  clientMessageId: id,
  conversationId: 'conv',
  body: `text ${id}`,
  replyTo: null,
  writtenAt: '2026-01-01T00:00:00.000Z',
  problem: null,
  ...changes,
});
const idsOf = (messages: readonly Unsent[]): string[] => messages.map(({ clientMessageId }) => clientMessageId);

let account = 0;
const open: { close(): void }[] = [];

/** A page of one account, with its outbox and what that found; without locks, it takes every other page for gone. */
async function page(userId: string, locks: LockManager | null = navigator.locks) {
  const store = new IndexedDbStore(userId, lockedTabs(locks ?? undefined));
  const outbox = new Outbox();
  const found: Unsent[] = [];
  outbox.keepIn(store);
  open.push(outbox);
  await outbox.adopt((messages) => found.push(...messages));
  /** Lets the store do what it was told. */
  const kept = (): Promise<void> => store.settled();
  return { outbox, found, kept };
}

afterEach(() => {
  for (const outbox of open.splice(0)) {
    outbox.close();
  }
});

describe('the outbox', () => {
  it('has what was refused wait for its writer', () => {
    const outbox = new Outbox();
    outbox.add(message('1'));
    outbox.add(message('2'));
    outbox.fail('1', parseProblem({ code: 'muted' }, 403));
    expect(idsOf(outbox.pending())).toEqual(['2']);
    outbox.add(message('1'));
    expect(idsOf(outbox.pending())).toEqual(['1', '2']);
  });

  it('takes so many messages and no more', () => {
    const outbox = new Outbox();
    for (let i = 0; i < OUTBOX_LIMIT; i++) {
      expect(outbox.add(message(String(i)))).toBe(true);
    }
    expect(outbox.add(message('one too many'))).toBe(false);
    expect(outbox.add(message('0'))).toBe(true);
    outbox.remove('0');
    expect(outbox.add(message('another'))).toBe(true);
    expect(outbox.pending()).toHaveLength(OUTBOX_LIMIT);
  });
});

describe('a reload', () => {
  it('finds what was unsent, in order, with the same ids, and what was refused with its problem', async () => {
    const user = `user-${++account}`;
    const before = await page(user);
    for (const id of ['z', 'y', 'x', 'w']) {
      before.outbox.add(message(id));
    }
    before.outbox.remove('y');
    before.outbox.fail('x', parseProblem({ code: 'muted' }, 403));
    await before.kept();
    before.outbox.close();

    const after = await page(user);
    await vi.waitUntil(() => after.found.length > 0);
    expect(idsOf(after.found)).toEqual(['z', 'x', 'w']);
    expect(after.found[1]?.problem).toMatchObject({ code: 'muted' });
    expect(idsOf(after.outbox.pending())).toEqual(['z', 'w']);
    after.outbox.add(message('v'));
    expect(idsOf(after.outbox.pending())).toEqual(['z', 'w', 'v']);
  });

  it('finds nothing of another account', async () => {
    const before = await page(`user-${++account}`);
    before.outbox.add(message('1'));
    await before.kept();
    before.outbox.close();
    const other = await page(`user-${++account}`, null);
    expect(other.found).toEqual([]);
  });

  it('finds nothing after a logout', async () => {
    const user = `user-${++account}`;
    const before = await page(user);
    before.outbox.add(message('1'));
    await before.outbox.clear();
    before.outbox.close();
    expect((await page(user, null)).found).toEqual([]);
  });
});

describe('two tabs', () => {
  it('send what was written in them, and the one that lives what the other leaves', async () => {
    const user = `user-${++account}`;
    const first = await page(user);
    first.outbox.add(message('1'));
    first.outbox.add(message('2'));
    await first.kept();
    const second = await page(user);
    second.outbox.add(message('3'));
    expect(second.found).toEqual([]);
    expect(idsOf(second.outbox.pending())).toEqual(['3']);

    first.outbox.close();
    await vi.waitUntil(() => second.found.length > 0);
    expect(idsOf(second.found)).toEqual(['1', '2']);
    expect(idsOf(second.outbox.pending())).toEqual(['1', '2', '3']);
  });

  it('do not both take what a third left', async () => {
    const user = `user-${++account}`;
    const first = await page(user);
    first.outbox.add(message('1'));
    await first.kept();
    const others = [await page(user), await page(user)];
    first.outbox.close();
    await vi.waitUntil(() => others.some(({ found }) => found.length > 0));
    await Promise.all(others.map(({ kept }) => kept()));
    await Promise.all(others.map(({ kept }) => kept()));
    expect(others.flatMap(({ found }) => idsOf(found))).toEqual(['1']);
  });

  it('may send the same where there are no locks, under the same id', async () => {
    const user = `user-${++account}`;
    const first = await page(user, null);
    first.outbox.add(message('1'));
    await first.kept();
    const second = await page(user, null);
    expect(idsOf(second.outbox.pending())).toEqual(['1']);
    expect(idsOf(first.outbox.pending())).toEqual(['1']);
  });
});

describe('a page without TLS, and so without locks', () => {
  it('starts', () => {
    vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes });
    const { id } = lockedTabs(undefined);
    vi.unstubAllGlobals();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8/);
  });

  it('is not told of its own messages when it takes them back from another', async () => {
    const user = `user-${++account}`;
    const first = await page(user, null);
    first.outbox.add(message('1'));
    first.outbox.add(message('2'));
    await first.kept();
    const second = await page(user, null);
    second.outbox.add(message('3'));
    await second.kept();
    const back: Unsent[] = [];
    await first.outbox.adopt((messages) => back.push(...messages));
    expect(idsOf(back)).toEqual(['3']);
    expect(idsOf(first.outbox.pending()).sort()).toEqual(['1', '2', '3']);
  });
});

describe('what is kept', () => {
  it('is the message and who sends it, and nothing else', async () => {
    const user = `user-${++account}`;
    const { outbox, kept } = await page(user);
    outbox.add({ ...message('1'), state: 'pending', ack: undefined } as Unsent);
    await kept();
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('connectly');
      request.onsuccess = () => {
        resolve(request.result);
      };
    });
    const all = await new Promise<unknown[]>((resolve) => {
      const request = database.transaction('outbox').objectStore('outbox').getAll();
      request.onsuccess = () => {
        resolve(request.result as unknown[]);
      };
    });
    database.close();
    const mine = all.filter((value) => (value as { userId: string }).userId === user);
    expect(mine.map((value) => Object.keys(value as object).sort())).toEqual([
      ['body', 'clientMessageId', 'conversationId', 'order', 'problem', 'replyTo', 'tab', 'userId', 'writtenAt'],
    ]);
  });
});

describe('a platform without a database', () => {
  it('loses nothing but the memory of the page', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const { outbox, found, kept } = await page(`user-${++account}`);
    vi.unstubAllGlobals();
    outbox.add(message('1'));
    await kept();
    expect(found).toEqual([]);
    expect(idsOf(outbox.pending())).toEqual(['1']);
  });
});
