const FIRST_CEILING_MS = 500;

/** No wait between two attempts is longer, unless the server asks for it. */
export const MAX_DELAY_MS = 30_000;

/**
 * How long to wait before the next attempt, in milliseconds: anything from nothing to a ceiling that doubles from half
 * a second to 30 s ("full jitter"), so that clients which were dropped together do not return together.
 *
 * @param failures attempts that failed in a row, from 0
 * @param random a number in [0, 1)
 */
export function backoffDelay(failures: number, random: number): number {
  return random * Math.min(MAX_DELAY_MS, FIRST_CEILING_MS * 2 ** Math.min(failures, 16));
}
