import { ApiError } from '../contract/problem';
import { backoffDelay } from './backoff';

/** How a way to the server was lost, or came to nothing. */
export interface Loss {
  /** Whether the way itself was tried, as far as can be told: something answered it, or a socket was opened for it. */
  readonly reached: boolean;
  /** Whether updates could come before: the way had been up. */
  readonly wasUp: boolean;
  /**
   * The close code of the socket; {@link LOGGED_OUT} also where HTTP says 401 or the user is another one; 0 where there
   * is none.
   */
  readonly code: number;
  /** What the server asks to wait, in seconds. */
  readonly retryAfterSeconds: number | null;
}

export interface Wait {
  readonly ms: number;
  /** Whether the server wants it so: then neither the network nor a page that is looked at again cuts it short. */
  readonly firm: boolean;
}

/** The session or token is gone, or the session is somebody else's: only a new login helps. */
export const LOGGED_OUT = 4401;
/** The server goes down, to come back. */
const RESTARTING = 1012;
/** The client did not read fast enough. */
const TOO_SLOW = 4408;
/** The server has had enough of this client. */
const ABUSE = 1008;

const RESTART_MIN_MS = 1000;
const RESTART_SPREAD_MS = 4000;
const TOO_SLOW_SPREAD_MS = 1000;
const ABUSE_MS = 60_000;
const LONGEST_RETRY_AFTER_S = 3600;

/**
 * How long to wait after a loss. What the server says is the least; up to a quarter more spreads those who were told
 * the same.
 *
 * @param failures attempts that failed in a row, this one not counted
 * @param random a number in [0, 1)
 */
export function waitAfter(loss: Loss, failures: number, random: number): Wait {
  if (loss.retryAfterSeconds !== null) {
    const seconds = Math.min(Math.max(loss.retryAfterSeconds, 0), LONGEST_RETRY_AFTER_S);
    return { ms: seconds * 1000 * (1 + random / 4), firm: true };
  }
  switch (loss.code) {
    case RESTARTING:
      return { ms: RESTART_MIN_MS + random * RESTART_SPREAD_MS, firm: true };
    case ABUSE:
      return { ms: ABUSE_MS * (1 + random), firm: true };
    case TOO_SLOW:
      return { ms: random * TOO_SLOW_SPREAD_MS, firm: false };
    default:
      return { ms: backoffDelay(failures, random), firm: false };
  }
}

/**
 * Whether something in between lets no socket through: HTTP is answered, the socket ends before its welcome, and not by
 * the server's will.
 */
export function looksBarred({ reached, wasUp, code, retryAfterSeconds }: Loss): boolean {
  return reached && !wasUp && retryAfterSeconds === null && ![RESTARTING, ABUSE, TOO_SLOW].includes(code);
}

/** A socket that was closed, with the code and reason of its close frame. */
export function closed(code: number, reason: string, wasUp: boolean): Loss {
  const seconds = /^retry-after=(\d+(?:\.\d+)?)$/.exec(reason)?.[1];
  return { reached: true, wasUp, code, retryAfterSeconds: seconds === undefined ? null : Number(seconds) };
}

/** A way that was given up from this side: silent for too long, or talking nonsense. */
export function givenUp(wasUp: boolean): Loss {
  return { reached: true, wasUp, code: 0, retryAfterSeconds: null };
}

/** An HTTP call that failed. */
export function failed(error: unknown, wasUp: boolean): Loss {
  if (!(error instanceof ApiError)) {
    return { reached: false, wasUp, code: 0, retryAfterSeconds: null };
  }
  const { status, retryAfterSeconds } = error.problem;
  return { reached: status !== 0, wasUp, code: status === 401 ? LOGGED_OUT : 0, retryAfterSeconds };
}
