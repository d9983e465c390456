import { describe, expect, it } from 'vitest';
import { closed, givenUp, type Loss } from './losses';
import { BARRED, FALLBACK_FAILURES, idleMachine, step } from './machine';
import type { Effect, Machine, MachineEvent, StateName } from './states';

const cut = closed(1006, '', true);
const barred = closed(1006, '', false);
const unreachable: Loss = { reached: false, wasUp: false, code: 0, retryAfterSeconds: null };
const revoked = closed(4401, '', true);
const restarting = closed(1012, 'retry-after=10', true);

const machine = (name: StateName, changes: Partial<Machine> = {}): Machine => ({
  ...idleMachine(true),
  name,
  ...changes,
});
const done = (effects: readonly Effect[]): string[] => effects.map((effect) => effect.do);
const after = (start: Machine, ...events: readonly MachineEvent[]): Machine =>
  events.reduce((result, event) => step(result, event, 0.5).machine, start);

const STATES: readonly StateName[] = [
  'idle',
  'connecting',
  'live',
  'backing-off',
  'offline',
  'fallback',
  'resyncing',
  'closed',
  'logged-out',
];
const EVENTS: Readonly<Record<string, MachineEvent>> = {
  start: { type: 'start' },
  stop: { type: 'stop' },
  welcome: { type: 'welcome' },
  cut: { type: 'lost', loss: cut },
  revoked: { type: 'lost', loss: revoked },
  'fallback-up': { type: 'fallback-up' },
  'fallback-cut': { type: 'fallback-lost', loss: cut },
  'fallback-revoked': { type: 'fallback-lost', loss: revoked },
  resync: { type: 'resync' },
  due: { type: 'due' },
  stable: { type: 'stable' },
  online: { type: 'online' },
  offline: { type: 'offline' },
  wake: { type: 'wake' },
  retry: { type: 'retry' },
};

/** What each state turns into; an event that is not named leaves it as it is. */
const TABLE: Readonly<Record<StateName, Readonly<Partial<Record<string, StateName>>>>> = {
  idle: { start: 'connecting', stop: 'closed' },
  connecting: { stop: 'closed', welcome: 'live', cut: 'backing-off', revoked: 'logged-out', resync: 'resyncing' },
  live: { stop: 'closed', cut: 'backing-off', revoked: 'logged-out', resync: 'resyncing' },
  'backing-off': {
    stop: 'closed',
    due: 'connecting',
    online: 'connecting',
    offline: 'offline',
    wake: 'connecting',
    retry: 'connecting',
  },
  offline: { stop: 'closed', due: 'connecting', online: 'connecting', wake: 'connecting', retry: 'connecting' },
  fallback: {
    stop: 'closed',
    welcome: 'live',
    revoked: 'logged-out',
    'fallback-revoked': 'logged-out',
    resync: 'resyncing',
  },
  resyncing: { stop: 'closed', due: 'connecting', wake: 'connecting', retry: 'connecting' },
  closed: { start: 'connecting' },
  'logged-out': {},
};

describe('the table of transitions', () => {
  const cells = STATES.flatMap((name) => Object.keys(EVENTS).map((event) => [name, event] as const));

  it.each(cells)('%s on %s', (name, event) => {
    const happened = EVENTS[event];
    expect(happened).toBeDefined();
    if (happened !== undefined) {
      expect(step(machine(name), happened, 0.5).machine.name).toBe(TABLE[name][event] ?? name);
    }
  });

  it('every wait for something ends by itself', () => {
    for (const [name, loss] of [['live', cut], ['connecting', barred], ['connecting', unreachable]] as const) {
      for (const online of [true, false]) {
        expect(done(step(machine(name, { online }), { type: 'lost', loss }, 0.5).effects)).toContain('wait');
      }
    }
    expect(done(step(machine('live'), { type: 'resync' }, 0.5).effects)).toContain('wait');
  });
});

describe('a lost connection', () => {
  it('waits longer after each failure, until one has held', () => {
    const event = { type: 'lost', loss: cut } as const;
    const waits = [0, 1, 2].map((failures) => step(machine('live', { failures }), event, 0.5).effects.at(-1));
    expect(waits).toEqual([250, 500, 1000].map((ms) => ({ do: 'wait', ms })));
    const again = after(machine('live', { failures: 3 }), event, { type: 'due' }, { type: 'welcome' });
    expect(again).toMatchObject({ name: 'live', failures: 4 });
    expect(after(again, { type: 'stable' }).failures).toBe(0);
  });

  it('waits as long as the server says, whatever the page and the network do, but not against a person', () => {
    const { machine: waiting, effects } = step(machine('live'), { type: 'lost', loss: restarting }, 0);
    expect(effects.at(-1)).toEqual({ do: 'wait', ms: 10_000 });
    for (const type of ['wake', 'online', 'offline'] as const) {
      expect(after(waiting, { type }).name).toBe('backing-off');
    }
    expect(after(waiting, { type: 'retry' }).name).toBe('connecting');
  });

  it('is not tried often without a network', () => {
    const { machine: offline, effects } = step(machine('live', { online: false }), { type: 'lost', loss: cut }, 0.5);
    expect(offline.name).toBe('offline');
    expect(effects.at(-1)).toEqual({ do: 'wait', ms: 60_000 });
  });
});

describe('a live connection', () => {
  it.each(['wake', 'retry', 'online', 'offline'] as const)('is held, but looked at, on %s', (type) => {
    const { machine: next, effects } = step(machine('live'), { type }, 0.5);
    expect(next.name).toBe('live');
    expect(effects).toEqual([{ do: 'check-liveness' }]);
  });

  it('forgets its cursor on a resync before it connects anew', () => {
    const { effects } = step(machine('live'), { type: 'resync' }, 0.5);
    expect(done(effects)).toEqual(['forget-cursor', 'drop-fallback', 'drop-socket', 'wait']);
  });
});

describe('the fallback', () => {
  const lost = (loss: Loss): MachineEvent => ({ type: 'lost', loss });
  const tries = (loss: Loss, times: number): Machine =>
    after(
      machine('idle'),
      { type: 'start' },
      ...Array.from({ length: times }, () => [lost(loss), { type: 'due' } as const]).flat(),
    );

  it('begins after so many sockets in a row that die before the welcome', () => {
    expect(tries(barred, BARRED - 1).name).toBe('connecting');
    expect(tries(barred, BARRED).name).toBe('fallback');
    expect(tries(givenUp(false), BARRED).name).toBe('fallback');
  });

  it('does not begin where the server cannot be reached at all, or where sockets open', () => {
    expect(tries(unreachable, 10 * BARRED).name).toBe('connecting');
    expect(tries(cut, 10 * BARRED).name).toBe('connecting');
    const between = after(tries(barred, BARRED - 1), { type: 'welcome' }, lost(cut), { type: 'due' }, lost(barred));
    expect(between.name).toBe('backing-off');
  });

  it('opens a stream first, and polls where no stream gets through', () => {
    const { machine: fallback, effects } = step(tries(barred, BARRED - 1), lost(barred), 0.5);
    expect(effects).toContainEqual({ do: 'open-fallback', way: 'stream', afterMs: 0 });
    const polls = step(fallback, { type: 'fallback-lost', loss: givenUp(false) }, 0.5);
    expect(polls.effects).toEqual([{ do: 'open-fallback', way: 'poll', afterMs: 0 }]);
  });

  it('opens a stream again that was up', () => {
    const again = step(machine('fallback'), { type: 'fallback-lost', loss: cut }, 0.5);
    expect(again.effects).toEqual([{ do: 'open-fallback', way: 'stream', afterMs: 250 }]);
  });

  it('goes back to the beginning when not even HTTP gets through, and returns after one socket', () => {
    const dead: MachineEvent = { type: 'fallback-lost', loss: unreachable };
    const still = after(machine('fallback'), ...Array.from({ length: FALLBACK_FAILURES }, () => dead));
    expect(still.name).toBe('fallback');
    const back = after(still, dead);
    expect(back.name).toBe('backing-off');
    expect(after(back, { type: 'due' }, lost(barred)).name).toBe('fallback');
  });

  it('counts its failures from the beginning, and on where the one before came to nothing', () => {
    expect(tries(barred, BARRED).failures).toBe(0);
    const dead: MachineEvent = { type: 'fallback-lost', loss: unreachable };
    let again = machine('fallback');
    for (const failures of [1, 2, 3].map((rounds) => FALLBACK_FAILURES + rounds)) {
      again = after(again, ...Array.from({ length: failures - again.failures }, () => dead));
      expect(again).toMatchObject({ name: 'backing-off', failures });
      again = after(again, { type: 'due' }, lost(barred));
      expect(again).toMatchObject({ name: 'fallback', failures });
    }
    expect(after(again, { type: 'stable' }).failures).toBe(0);
  });

  it('tries sockets at growing intervals of up to ten minutes, give or take a quarter', () => {
    const waits: unknown[] = [];
    let fallback = machine('fallback');
    for (let i = 0; i < 7; i++) {
      const probing = step(fallback, { type: 'due' }, 0.5);
      expect(done(probing.effects)).toContain('open-socket');
      const ended = step(probing.machine, lost(barred), 0.5);
      waits.push(ended.effects.at(-1));
      fallback = ended.machine;
    }
    expect(waits).toEqual([60, 120, 240, 480, 600, 600, 600].map((s) => ({ do: 'wait', ms: s * 1000 })));
    const probing = machine('fallback', { probing: true });
    const spread = [0, 1].map((random) => step(probing, lost(barred), random).effects.at(-1));
    expect(spread).toEqual([45, 75].map((s) => ({ do: 'wait', ms: s * 1000 })));
  });

  it('tries one socket at a time, at once on waking', () => {
    const probing = step(machine('fallback'), { type: 'wake' }, 0.5);
    expect(done(probing.effects)).toContain('open-socket');
    expect(step(probing.machine, { type: 'wake' }, 0.5).effects).toEqual([]);
  });

  it('falls silent before the socket is told where to go on', () => {
    const { machine: live, effects } = step(machine('fallback', { probing: true }), { type: 'welcome' }, 0.5);
    expect(live).toMatchObject({ name: 'live', barred: 0, probing: false });
    expect(done(effects)).toEqual(['stop-waiting', 'drop-fallback', 'resume', 'watch-stability']);
  });
});
