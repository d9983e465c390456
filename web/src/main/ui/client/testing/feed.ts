import { type Mock, vi } from 'vitest';
import type { ClientListener } from '../client';
import type { ConnectionListener } from '../connection/connection';

/** Lets promises settle and timers that are due fire; the timers are fake ones. */
export const pass = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

export const update = (cursor: string): object => ({ type: 'update', cursor, kind: 'message.sent', data: {} });

type Spies<T> = {
  readonly [K in keyof T]: T[K] extends (...parameters: infer P) => infer R ? Mock<(...parameters: P) => R> : never;
};

/** A listener that only remembers, as the next one. */
export const connectionListener = (): Spies<ConnectionListener> => ({
  status: vi.fn<ConnectionListener['status']>(),
  up: vi.fn<ConnectionListener['up']>(),
  down: vi.fn<ConnectionListener['down']>(),
  update: vi.fn<ConnectionListener['update']>(),
  answer: vi.fn<ConnectionListener['answer']>(),
  ephemeral: vi.fn<ConnectionListener['ephemeral']>(),
  resync: vi.fn<ConnectionListener['resync']>(),
});

export const clientListener = (): Spies<ClientListener> => ({
  status: vi.fn<ClientListener['status']>(),
  up: vi.fn<ClientListener['up']>(),
  update: vi.fn<ClientListener['update']>(),
  sent: vi.fn<ClientListener['sent']>(),
  failed: vi.fn<ClientListener['failed']>(),
  restored: vi.fn<ClientListener['restored']>(),
  resync: vi.fn<ClientListener['resync']>(),
  typing: vi.fn<ClientListener['typing']>(),
  presence: vi.fn<ClientListener['presence']>(),
});
