import { describe, expect, it } from 'vitest';
import { backoffDelay, MAX_DELAY_MS } from './backoff';

const ALMOST_ONE = 1 - Number.EPSILON;

describe('the back-off', () => {
  it('doubles its ceiling from half a second to 30 seconds, and no further', () => {
    const ceilings = [0, 1, 2, 3, 4, 5, 6, 7, 1000].map((failures) => Math.round(backoffDelay(failures, ALMOST_ONE)));
    expect(ceilings).toEqual([500, 1000, 2000, 4000, 8000, 16_000, MAX_DELAY_MS, MAX_DELAY_MS, MAX_DELAY_MS]);
  });

  it('is anything from nothing to the ceiling', () => {
    expect([0, 0.25, 0.5].map((random) => backoffDelay(2, random))).toEqual([0, 500, 1000]);
  });
});
