/** What a stream of Node's gave, which says nothing of its type. @throws TypeError for a text or an object */
export function asBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError('no-bytes');
}
