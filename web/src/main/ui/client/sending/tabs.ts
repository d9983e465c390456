import { timeOrderedId } from '../contract/ids';

/**
 * Which pages of this origin live. Each holds a Web Lock for as long as it does, however it ends, so that whoever gets
 * the lock of another knows it gone.
 */
export interface Tabs {
  /** Of this page, and of no other ever. */
  readonly id: string;
  isGone(tab: string): Promise<boolean>;
  /** Settles when the page is gone; never when {@link close} comes first. */
  whenGone(tab: string): Promise<void>;
  close(): void;
}

/** @param locks undefined where there are none, as on pages without TLS; then all other pages count as gone */
export function lockedTabs(locks: LockManager | undefined): Tabs {
  // Not `randomUUID`, which pages without TLS do not have either.
  const id = timeOrderedId(Date.now());
  if (locks === undefined) {
    return { id, isGone: () => Promise.resolve(true), whenGone: () => Promise.resolve(), close: () => undefined };
  }
  const closed = new AbortController();
  const never = new Promise<never>(() => undefined);
  const until = new Promise<void>((resolve) => {
    closed.signal.addEventListener('abort', () => {
      resolve();
    });
  });
  // Refused a lock, the page lives all the same; others may then send what it sends, which is harmless.
  locks.request(nameOf(id), () => until).catch(() => undefined);
  return {
    id,
    isGone: (tab) => locks.request(nameOf(tab), { ifAvailable: true }, (lock) => lock !== null),
    whenGone: (tab) => locks.request(nameOf(tab), { signal: closed.signal }, () => undefined).catch(() => never),
    close: () => {
      closed.abort();
    },
  };
}

function nameOf(tab: string): string {
  return `connectly-tab-${tab}`;
}
