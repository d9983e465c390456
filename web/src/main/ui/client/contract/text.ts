/** The length the server counts: Unicode code points, not UTF-16 units and not what looks like one sign. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const codePoint of text) {
    count += codePoint.length > 0 ? 1 : 0;
  }
  return count;
}

export function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** The length on the wire. */
export function countUtf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
