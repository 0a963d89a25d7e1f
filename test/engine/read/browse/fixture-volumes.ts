import { readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';

const at = (name: string): URL => new URL(`../../../fixtures/volumes/${name}`, import.meta.url);

/** The bytes of a volume in `test/fixtures/volumes`. */
export function fixtureVolume(name: string): Uint8Array {
  return new Uint8Array(zstdDecompressSync(readFileSync(at(`${name}.zst`))));
}

/** Lines `MD5  ./path` of its files, as the judge saw them, by path. */
export function fixtureSums(name: string): ReadonlyMap<string, string> {
  const lines = readFileSync(at(name), 'utf8').trimEnd().split('\n');
  return new Map(lines.map((line) => [line.slice(35), line.slice(0, 32)]));
}
