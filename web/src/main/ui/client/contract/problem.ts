import { isObject, numberOr, textOr } from './json';
import type { FieldError, Problem } from './protocol';

/** A call that the server refused, or that never reached it (`code` is then `network`, `status` 0). */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
    this.name = 'ApiError';
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof ApiError && error.problem.code === code;
}

/** Whether a call was refused for this field with this code. */
export function hasFieldCode(error: unknown, field: string, code: string): boolean {
  return error instanceof ApiError && error.problem.errors.some((each) => each.field === field && each.code === code);
}

/** True when the session is gone; by status too, as a proxy in between may answer without our code. */
export function isUnauthenticated(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 401;
}

/** Reads problem+json of any quality: what is missing or malformed gets a neutral value. */
export function parseProblem(body: unknown, status: number): Problem {
  const source = isObject(body) ? body : {};
  const errors = Array.isArray(source['errors']) ? source['errors'] : [];
  return {
    status: numberOr(source['status'], status),
    title: textOr(source['title'], ''),
    detail: textOr(source['detail'], null),
    code: textOr(source['code'], status === 401 ? 'unauthenticated' : 'internal'),
    errors: errors.flatMap(parseFieldError),
    retryAfterSeconds: numberOr(source['retryAfterSeconds'], null),
    correlationId: textOr(source['correlationId'], null),
  };
}

function parseFieldError(value: unknown): FieldError[] {
  if (!isObject(value) || typeof value['field'] !== 'string') {
    return [];
  }
  return [{ field: value['field'], code: textOr(value['code'], 'invalid'), detail: textOr(value['detail'], '') }];
}

/** What this client finds itself: no server has said it. */
export function localProblem(code: string): Problem {
  return { status: 0, title: '', detail: null, code, errors: [], retryAfterSeconds: null, correlationId: null };
}

export function networkProblem(): Problem {
  return localProblem('network');
}
