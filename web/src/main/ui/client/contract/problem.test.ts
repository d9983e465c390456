import { describe, expect, it } from 'vitest';
import { parseProblem } from './problem';

describe('a problem', () => {
  it('keeps its code, its field errors and its wait', () => {
    const problem = parseProblem(
      {
        type: 'about:blank',
        title: 'Invalid',
        status: 400,
        detail: 'Two fields are wrong.',
        code: 'validation-failed',
        correlationId: 'abc',
        retryAfterSeconds: 3,
        errors: [{ field: 'username', code: 'taken', detail: 'Somebody has this name.' }],
      },
      400,
    );
    expect(problem).toEqual({
      title: 'Invalid',
      status: 400,
      detail: 'Two fields are wrong.',
      code: 'validation-failed',
      correlationId: 'abc',
      retryAfterSeconds: 3,
      errors: [{ field: 'username', code: 'taken', detail: 'Somebody has this name.' }],
    });
  });

  it('of a proxy that answers with something else still has a code', () => {
    expect(parseProblem(undefined, 502)).toMatchObject({ status: 502, code: 'internal', errors: [] });
    expect(parseProblem('<html>', 401)).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  it('leaves out field errors that name no field', () => {
    const problem = parseProblem({ errors: [null, 'x', { code: 'y' }, { field: 'a' }] }, 400);
    expect(problem.errors).toEqual([{ field: 'a', code: 'invalid', detail: '' }]);
  });
});
