import { describe, expect, it } from 'vitest';
import { backoffDelay, MAX_DELAY_MS } from './backoff';

const ALMOST_ONE = 1 - Number.EPSILON;

describe('the wait before reconnecting', () => {
  it('starts between a quarter and half a second', () => {
    expect(backoffDelay(0, 0)).toBe(250);
    expect(backoffDelay(0, ALMOST_ONE)).toBeCloseTo(500);
  });

  it('doubles with each failure', () => {
    expect([0, 1, 2, 3].map((failures) => backoffDelay(failures, 0))).toEqual([250, 500, 1000, 2000]);
  });

  it('never passes thirty seconds, however often it failed', () => {
    for (const failures of [6, 7, 50, 10_000]) {
      expect(backoffDelay(failures, ALMOST_ONE)).toBeLessThanOrEqual(MAX_DELAY_MS);
      expect(backoffDelay(failures, 0)).toBe(MAX_DELAY_MS / 2);
    }
  });
});
