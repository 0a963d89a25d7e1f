import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// What is done in two places is soon done in two ways. These are done in one.

interface Once {
  readonly what: string;
  readonly pattern: RegExp;
  /** Where it is done: a file, or a folder. */
  readonly at: readonly string[];
}

const onces: readonly Once[] = [
  {
    what: 'the name of a system error',
    pattern: /function errnoOf\b|ErrnoException\)\.code \?\?/,
    at: ['src/engine/contract/failure/errno.ts'],
  },
  {
    what: 'a target with some of it done otherwise',
    pattern: /\bObject\.create\(|\bnew Proxy\(/,
    at: ['src/engine/write/targets/over-target.ts'],
  },
  {
    what: 'the last word of a job',
    pattern: /\boutcome: ['"a-z]*(failed|stopped)/,
    at: ['src/engine/contract/events/last-word.ts'],
  },
  {
    what: 'starting programs: tools in one room, and the job, which is this program',
    pattern: /import (?!type).*from 'node:child_process'/,
    at: ['src/engine/host/tools/', 'src/engine/jobs/process/start-job.ts'],
  },
  {
    what: 'opening a source by its path',
    pattern: /function openSource\b/,
    at: ['src/engine/read/open/open-source.ts'],
  },
  {
    what: 'telling an image from a stream by what it can do',
    pattern: /'(?:read|label|losses|excluded|boot|checkedAgainst)' in /,
    at: ['src/engine/contract/ports/image.ts'],
  },
  {
    what: 'the type of a run of bytes',
    pattern:
      /(?:interface|type) (?:ByteRange|MappedRange)\b[^{;']*\{|readonly atByte: number; readonly lengthBytes: number \}>/,
    at: ['src/engine/contract/ports/byte-range.ts'],
  },
  {
    what: 'the type of reading bytes at a place',
    pattern: /\(atByte: number, lengthBytes: number\) => Promise<Uint8Array>;/,
    at: ['src/engine/bytes/ranges/bytes-of.ts', 'src/engine/check/'],
  },
  {
    what: 'the type of what can be read at any place (`Readable`)',
    pattern:
      /\b(?:RandomAccess|Inspectable|FirstBytes|BytesAt)\b|Pick<Image, '(?:sizeBytes' \| 'read|read' \| 'sizeBytes|read)'>|interface Readable\b/,
    at: ['src/engine/contract/ports/image.ts'],
  },
];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join('src', name));

const isAt = (file: string, places: readonly string[]): boolean =>
  places.some((place) => (place.endsWith('/') ? file.startsWith(place) : file === place));

for (const { what, pattern, at } of onces)
  test(`done in one place only: ${what}`, () => {
    const found = files.filter((file) => pattern.test(readFileSync(file, 'utf8')));
    expect(found.filter((file) => !isAt(file, at))).toEqual([]);
  });
