import { describe, expect, it } from 'vitest';
import { countCodePoints, countUtf8Bytes, isBlank } from './text';

describe('the length of a text', () => {
  it('counts code points, not UTF-16 units', () => {
    expect('😀'.length).toBe(2);
    expect(countCodePoints('😀')).toBe(1);
    expect(countCodePoints('😀'.repeat(4000))).toBe(4000);
  });

  it('counts every code point of a sequence that looks like one sign', () => {
    expect(countCodePoints('👩‍👩‍👧')).toBe(5);
    expect(countCodePoints('e\u0301')).toBe(2);
  });

  it('counts plain text as it looks', () => {
    expect(countCodePoints('')).toBe(0);
    expect(countCodePoints('hello\nworld')).toBe(11);
  });
});

describe('blankness', () => {
  it('is white space alone', () => {
    expect(isBlank(' \n\t\u00a0')).toBe(true);
    expect(isBlank(' x ')).toBe(false);
  });
});

describe('the length on the wire', () => {
  it('counts UTF-8 bytes', () => {
    expect(countUtf8Bytes('aé€😀')).toBe(1 + 2 + 3 + 4);
  });
});
