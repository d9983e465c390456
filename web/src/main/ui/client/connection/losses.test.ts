import { describe, expect, it } from 'vitest';
import { ApiError, networkProblem, parseProblem } from '../contract/problem';
import { closed, failed, givenUp, LOGGED_OUT, looksBarred, waitAfter } from './losses';

const ALMOST_ONE = 1 - Number.EPSILON;
const bounds = (loss: Parameters<typeof waitAfter>[0], failures = 0): number[] =>
  [0, ALMOST_ONE].map((random) => Math.round(waitAfter(loss, failures, random).ms));

describe('the wait after a loss', () => {
  it.each([
    ['any close: the back-off', closed(1006, '', true), [0, 4000], false],
    ['a restart: some seconds', closed(1012, 'the server is going down', true), [1000, 5000], true],
    ['a restart that says how long: so long, and a little', closed(1012, 'retry-after=2.5', true), [2500, 3125], true],
    ['too slow: at once, but not all together', closed(4408, '', true), [0, 1000], false],
    ['abuse: long', closed(1008, '', true), [60_000, 120_000], true],
    ['a wait without end: an hour', closed(1012, 'retry-after=99999999', true), [3_600_000, 4_500_000], true],
  ])('of %s', (_name, loss, expected, firm) => {
    expect(bounds(loss, 3)).toEqual(expected);
    expect(waitAfter(loss, 3, 0.5).firm).toBe(firm);
  });

  it.each(['retry-after=', 'retry-after=-1', 'retry-after=1s', ' retry-after=1', 'retry-after=1e9', ''])(
    'takes no number from the reason "%s"',
    (reason) => {
      expect(closed(1012, reason, true).retryAfterSeconds).toBeNull();
    },
  );

  it('of a refused call is what the refusal says', () => {
    const refused = failed(new ApiError(parseProblem({ retryAfterSeconds: 20 }, 429)), false);
    expect(bounds(refused)).toEqual([20_000, 25_000]);
  });
});

describe('what a loss means', () => {
  it('a 401 is the end of the session, as 4401 is', () => {
    expect(failed(new ApiError(parseProblem({}, 401)), false).code).toBe(LOGGED_OUT);
  });

  it('a call without any answer did not reach the server', () => {
    expect(failed(new ApiError(networkProblem()), false).reached).toBe(false);
    expect(failed(new Error('a bug'), false).reached).toBe(false);
    expect(failed(new ApiError(parseProblem({}, 503)), false).reached).toBe(true);
  });

  it.each([
    ['a socket that ends before its welcome', closed(1006, '', false), true],
    ['one that is silent before its welcome', givenUp(false), true],
    ['one that was up', closed(1006, '', true), false],
    ['one that the server turns away', closed(1008, '', false), false],
    ['one of a server that goes down', closed(1012, '', false), false],
    ['one that was never opened, for lack of a ticket', failed(new ApiError(networkProblem()), false), false],
    ['one that the server puts off', failed(new ApiError(parseProblem({ retryAfterSeconds: 1 }, 429)), false), false],
  ])('%s speaks for a barrier: %s', (_name, loss, expected) => {
    expect(looksBarred(loss)).toBe(expected);
  });
});
