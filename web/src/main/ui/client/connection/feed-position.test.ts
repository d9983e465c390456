import { describe, expect, it } from 'vitest';
import { FeedPosition } from './feed-position';

describe('the position in the feed', () => {
  it('moves with each new update, and not with one that was told', () => {
    const position = new FeedPosition();
    expect(['a', 'b', 'c', 'b', 'c', 'd'].map((cursor) => position.advance(cursor))).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
    ]);
    expect(position.cursor).toBe('d');
  });

  it('goes past stretches without an update for this user', () => {
    const position = new FeedPosition();
    position.advance('a');
    position.moveTo('x');
    expect(position.cursor).toBe('x');
    expect(position.advance('a')).toBe(false);
    expect(position.cursor).toBe('x');
  });

  it('starts anew in another history, in which the same cursor is another place', () => {
    const position = new FeedPosition();
    position.advance('a');
    position.forget();
    expect(position.cursor).toBeUndefined();
    expect(position.advance('a')).toBe(true);
  });

  it('remembers some thousand updates, not all that ever were', () => {
    const position = new FeedPosition();
    for (let i = 0; i < 5000; i++) {
      position.advance(String(i));
    }
    expect(position.advance('4000')).toBe(false);
    expect(position.advance('0')).toBe(true);
  });
});
