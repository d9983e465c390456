import type { Loss } from './losses';

/**
 * Where a connection can be:
 *
 * - `idle`: not started;
 * - `connecting`: a ticket is asked for or a socket is opening;
 * - `live`: the socket brings updates;
 * - `backing-off`: waiting for the next attempt;
 * - `offline`: the browser says that there is no network; the attempts are few;
 * - `fallback`: sockets do not get through, so updates come over HTTP, and a socket is tried now and then;
 * - `resyncing`: the server's history is another one than before; about to start a new feed;
 * - `closed`: stopped, may be started again;
 * - `logged-out`: the session is gone, or somebody else's; final.
 */
export type StateName =
  | 'idle'
  | 'connecting'
  | 'live'
  | 'backing-off'
  | 'offline'
  | 'fallback'
  | 'resyncing'
  | 'closed'
  | 'logged-out';

/** The ways over HTTP, the better one first. */
export type FallbackWay = 'stream' | 'poll';

export interface Machine {
  readonly name: StateName;
  /** What the browser says; only a hint, as a server on the same machine answers without any network. */
  readonly online: boolean;
  /** Attempts in a row that came to nothing or did not hold. */
  readonly failures: number;
  /** Sockets in a row that never got as far as the welcome while HTTP was answered. */
  readonly barred: number;
  /** Sockets tried during this fallback. */
  readonly probes: number;
  /** Whether such a socket is opening now. */
  readonly probing: boolean;
  readonly way: FallbackWay;
  /** Whether the current wait is the server's wish. */
  readonly firm: boolean;
}

export type MachineEvent =
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  /** The socket's welcome. */
  | { readonly type: 'welcome' }
  /** The socket is lost, or none could be had. */
  | { readonly type: 'lost'; readonly loss: Loss }
  /** The fallback brings updates. */
  | { readonly type: 'fallback-up' }
  | { readonly type: 'fallback-lost'; readonly loss: Loss }
  | { readonly type: 'resync' }
  /** The wait is over. */
  | { readonly type: 'due' }
  /** What is up has held for a while. */
  | { readonly type: 'stable' }
  | { readonly type: 'online' }
  | { readonly type: 'offline' }
  /** The page is looked at again, or the machine has slept. */
  | { readonly type: 'wake' }
  /** A person wants to be connected now. */
  | { readonly type: 'retry' };

/** What is to be done, in the order given. */
export type Effect =
  | { readonly do: 'open-socket' }
  | { readonly do: 'drop-socket' }
  | { readonly do: 'open-fallback'; readonly way: FallbackWay; readonly afterMs: number }
  | { readonly do: 'drop-fallback' }
  /** Ask for updates from the cursor on. */
  | { readonly do: 'resume' }
  /** A `due` after so long, in place of an earlier one. */
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'stop-waiting' }
  /** A `stable` after a while, unless what is up is lost before. */
  | { readonly do: 'watch-stability' }
  | { readonly do: 'check-liveness' }
  | { readonly do: 'forget-cursor' };

export interface Step {
  readonly machine: Machine;
  readonly effects: readonly Effect[];
}
