/** More updates than any one read of a socket brings, so that what is told twice is noticed. */
const REMEMBERED = 2048;

/**
 * How far the updates have come. A cursor is opaque, so "before" cannot be read off it; but a way tells updates in
 * order and goes on after the cursor it is given, so that an update can come twice only where something in between
 * repeats what it has just passed on. Remembering the last few cursors finds that.
 */
export class FeedPosition {
  private last: string | undefined;
  private readonly recent = new Set<string>();

  /** Where to go on; undefined before the first feed and after {@link forget}. */
  get cursor(): string | undefined {
    return this.last;
  }

  /** Moves to an update; false when that was told already. */
  advance(cursor: string): boolean {
    if (this.recent.has(cursor)) {
      return false;
    }
    this.recent.add(cursor);
    if (this.recent.size > REMEMBERED) {
      const [oldest = ''] = this.recent;
      this.recent.delete(oldest);
    }
    this.last = cursor;
    return true;
  }

  /** Moves to a place that need not be one of an update. */
  moveTo(cursor: string): void {
    this.last = cursor;
  }

  /** For another history, in which the old cursors mean nothing. */
  forget(): void {
    this.last = undefined;
    this.recent.clear();
  }
}
