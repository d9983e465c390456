const FIRST_DELAY_MS = 500;

/** No wait between two attempts to connect is longer. */
export const MAX_DELAY_MS = 30_000;

/**
 * How long to wait before the next attempt, in milliseconds: doubling from half a second to 30 s, of which the upper
 * half is random, so that clients dropped together do not return together.
 *
 * @param failures attempts that failed in a row, from 0
 * @param random a number in [0, 1)
 */
export function backoffDelay(failures: number, random: number): number {
  const ceiling = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 16));
  return ceiling / 2 + (ceiling / 2) * random;
}
