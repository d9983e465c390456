import { describe, expect, it } from 'vitest';
import { timeOrderedId } from './ids';

const LAST_MILLISECOND = 2 ** 48 - 1;

describe('a time-ordered id', () => {
  it('is a UUID of version 7 and of the variant of RFC 9562', () => {
    for (let millis = 0; millis < 100; millis++) {
      expect(timeOrderedId(millis)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('begins with its milliseconds', () => {
    // The example of RFC 9562, appendix A.6: 22 February 2022, 14:22:22 at UTC-5.
    expect(timeOrderedId(0x017f22e279b0)).toMatch(/^017f22e2-79b0-7/);
    expect(timeOrderedId(0)).toMatch(/^00000000-0000-7/);
    expect(timeOrderedId(LAST_MILLISECOND)).toMatch(/^ffffffff-ffff-7/);
  });

  it('sorts by time', () => {
    const times = [1, 0xffff_ffff, 0x1_0000_0000, Date.UTC(2026, 0), Date.UTC(2026, 0) + 1, LAST_MILLISECOND];
    const ids = times.map(timeOrderedId);

    expect(ids.toSorted()).toEqual(ids);
  });

  it('has every other bit at random, so that no two are the same', () => {
    const ids = Array.from({ length: 1000 }, () => timeOrderedId(1));
    const ones = (bit: bigint) => ids.filter((id) => (BigInt(`0x${id.replaceAll('-', '')}`) >> bit) & 1n).length;

    expect(new Set(ids).size).toBe(1000);
    for (const bit of [...range(0n, 62n), ...range(64n, 76n)]) {
      // Fair coins give so few or so many less than once in 10^18 runs.
      expect(ones(bit)).toBeGreaterThan(350);
      expect(ones(bit)).toBeLessThan(650);
    }
  });
});

function range(from: bigint, to: bigint): bigint[] {
  return Array.from({ length: Number(to - from) }, (_, i) => from + BigInt(i));
}
