/**
 * A UUID of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then 74 random ones. Ids of the same time sort
 * together, which keeps together what the server's log has to look up for them.
 *
 * @param millis since 1970, UTC; a clock that is wrong costs speed and nothing else
 */
export function timeOrderedId(millis: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(millis / 2 ** 32));
  view.setUint32(2, millis % 2 ** 32);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
