import { LOGGED_OUT, looksBarred, type Loss, waitAfter } from './losses';
import type { Effect, Machine, MachineEvent, Step } from './states';

/** After so many sockets in a row without a welcome, something in between does not let them through. */
export const BARRED = 3;
/** After so many failures in a row not even HTTP gets through: back to the beginning. */
export const FALLBACK_FAILURES = 3;
const FIRST_PROBE_MS = 30_000;
const LONGEST_PROBE_MS = 600_000;
const OFFLINE_ATTEMPT_MS = 60_000;
const RESYNC_SPREAD_MS = 1000;

export function idleMachine(online: boolean): Machine {
  const counts = { failures: 0, barred: 0, probes: 0 };
  return { name: 'idle', online, ...counts, probing: false, way: 'stream', firm: false };
}

/**
 * The next state, and what is to be done for it. What an event means nothing to stays as it is.
 *
 * @param random a number in [0, 1)
 */
export function step(machine: Machine, event: MachineEvent, random: number): Step {
  switch (event.type) {
    case 'stop':
      return machine.name === 'logged-out' ? stay(machine) : end(machine, 'closed');
    case 'online':
    case 'offline':
      return networkChanged({ ...machine, online: event.type === 'online' });
    default:
      return inState(machine, event, random);
  }
}

type Happening = Exclude<MachineEvent, { readonly type: 'stop' | 'online' | 'offline' }>;

function inState(machine: Machine, event: Happening, random: number): Step {
  switch (machine.name) {
    case 'idle':
    case 'closed':
      return event.type === 'start' ? connect(idleMachine(machine.online)) : stay(machine);
    case 'connecting':
    case 'live':
      return onSocket(machine, event, random);
    case 'backing-off':
    case 'offline':
    case 'resyncing':
      return waiting(machine, event);
    case 'fallback':
      return onFallback(machine, event, random);
    case 'logged-out':
      return stay(machine);
  }
}

function onSocket(machine: Machine, event: Happening, random: number): Step {
  switch (event.type) {
    case 'welcome':
      return go({ ...machine, name: 'live', barred: 0 }, { do: 'resume' }, { do: 'watch-stability' });
    case 'lost':
      return lost(machine, event.loss, random);
    case 'resync':
      return resync(machine, random);
    case 'stable':
      return stay({ ...machine, failures: 0 });
    case 'wake':
    case 'retry':
      return machine.name === 'live' ? go(machine, { do: 'check-liveness' }) : stay(machine);
    default:
      return stay(machine);
  }
}

function waiting(machine: Machine, event: Happening): Step {
  const now = event.type === 'due' || event.type === 'retry' || (event.type === 'wake' && !machine.firm);
  return now ? connect(machine) : stay(machine);
}

function networkChanged(machine: Machine): Step {
  switch (machine.name) {
    case 'live':
      return go(machine, { do: 'check-liveness' });
    case 'backing-off':
      if (machine.online) {
        return waiting(machine, { type: 'wake' });
      }
      return machine.firm ? stay(machine) : goOffline(machine);
    case 'offline':
      return machine.online ? connect(machine) : stay(machine);
    case 'fallback':
      return machine.online ? probe(machine) : stay(machine);
    default:
      return stay(machine);
  }
}

function lost(machine: Machine, loss: Loss, random: number): Step {
  if (loss.code === LOGGED_OUT) {
    return end(machine, 'logged-out');
  }
  if (!looksBarred(loss)) {
    return backOff(machine, loss, random);
  }
  const barred = machine.barred + 1;
  return barred < BARRED ? backOff({ ...machine, barred }, loss, random) : fallBack({ ...machine, barred }, random);
}

function backOff(machine: Machine, loss: Loss, random: number): Step {
  const { ms, firm } = waitAfter(loss, machine.failures, random);
  const failed = { ...machine, failures: machine.failures + 1, firm, probing: false };
  return !machine.online && !firm
    ? goOffline(failed)
    : go({ ...failed, name: 'backing-off' }, { do: 'drop-fallback' }, { do: 'drop-socket' }, { do: 'wait', ms });
}

function goOffline(machine: Machine): Step {
  const ms = OFFLINE_ATTEMPT_MS;
  return go({ ...machine, name: 'offline' }, { do: 'drop-fallback' }, { do: 'drop-socket' }, { do: 'wait', ms });
}

function fallBack(machine: Machine, random: number): Step {
  // The count goes on where the fallback before came to nothing: the waits must grow over both.
  const failures = machine.barred > BARRED ? machine.failures : 0;
  return go(
    { ...machine, name: 'fallback', way: 'stream', failures, probes: 0, probing: false },
    { do: 'drop-socket' },
    { do: 'open-fallback', way: 'stream', afterMs: 0 },
    { do: 'wait', ms: probeDelay(0, random) },
  );
}

function onFallback(machine: Machine, event: Happening, random: number): Step {
  switch (event.type) {
    case 'fallback-up':
      return go(machine, { do: 'watch-stability' });
    case 'stable':
      return stay({ ...machine, failures: 0 });
    case 'fallback-lost':
      return fallbackLost(machine, event.loss, random);
    case 'due':
    case 'wake':
    case 'retry':
      return probe(machine);
    case 'welcome':
      // In this order: the fallback may move the cursor until it is dropped, and no longer.
      return go(
        { ...machine, name: 'live', barred: 0, probing: false },
        { do: 'stop-waiting' },
        { do: 'drop-fallback' },
        { do: 'resume' },
        { do: 'watch-stability' },
      );
    case 'lost':
      return probeLost(machine, event.loss, random);
    case 'resync':
      return resync(machine, random);
    default:
      return stay(machine);
  }
}

function fallbackLost(machine: Machine, loss: Loss, random: number): Step {
  if (loss.code === LOGGED_OUT) {
    return end(machine, 'logged-out');
  }
  if (machine.way === 'stream' && loss.reached && !loss.wasUp && loss.retryAfterSeconds === null) {
    return go({ ...machine, way: 'poll' }, { do: 'open-fallback', way: 'poll', afterMs: 0 });
  }
  if (machine.failures >= FALLBACK_FAILURES) {
    // One socket without a welcome is then enough to be here again.
    return backOff({ ...machine, barred: BARRED }, loss, random);
  }
  const afterMs = waitAfter(loss, machine.failures, random).ms;
  const failed = { ...machine, failures: machine.failures + 1 };
  return go(failed, { do: 'open-fallback', way: machine.way, afterMs });
}

function probe(machine: Machine): Step {
  return machine.probing
    ? stay(machine)
    : go({ ...machine, probing: true }, { do: 'stop-waiting' }, { do: 'open-socket' });
}

function probeLost(machine: Machine, loss: Loss, random: number): Step {
  if (loss.code === LOGGED_OUT) {
    return end(machine, 'logged-out');
  }
  const probes = machine.probes + 1;
  const ms = Math.max(probeDelay(probes, random), waitAfter(loss, 0, random).ms);
  return go({ ...machine, probes, probing: false }, { do: 'drop-socket' }, { do: 'wait', ms });
}

/** Doubling from half a minute to ten minutes, a quarter more or less. */
function probeDelay(probes: number, random: number): number {
  return Math.min(FIRST_PROBE_MS * 2 ** Math.min(probes, 16), LONGEST_PROBE_MS) * (0.75 + random / 2);
}

function connect(machine: Machine): Step {
  return go({ ...machine, name: 'connecting', firm: false }, { do: 'stop-waiting' }, { do: 'open-socket' });
}

function resync(machine: Machine, random: number): Step {
  return go(
    { ...machine, name: 'resyncing', firm: false, probing: false },
    { do: 'forget-cursor' },
    { do: 'drop-fallback' },
    { do: 'drop-socket' },
    { do: 'wait', ms: random * RESYNC_SPREAD_MS },
  );
}

function end(machine: Machine, name: 'closed' | 'logged-out'): Step {
  return go(
    { ...machine, name, probing: false },
    { do: 'stop-waiting' },
    { do: 'drop-fallback' },
    { do: 'drop-socket' },
  );
}

function go(machine: Machine, ...effects: readonly Effect[]): Step {
  return { machine, effects };
}

function stay(machine: Machine): Step {
  return { machine, effects: [] };
}
