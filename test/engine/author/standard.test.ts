import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { checkImage } from '../../../src/engine/check/check-image.ts';
import { cases, ROOT_CASES } from '../../oracles/author-cases.ts';
import { showing } from '../../oracles/conformance.ts';
import { imageOf } from '../check/image-bytes.ts';
import { author, bytesOf, temporaryFolder } from './making.ts';

// Rules that no other program checks: both byte orders, order of records, "..", path tables, tags and counts of UDF.

const room = temporaryFolder();
const usable = cases.filter(({ name }) => name !== 'sparse-5g' && !ROOT_CASES.has(name));

/** What nobody else checks. */
const alone: Readonly<Record<string, readonly number[]>> = {
  thousand: [9, 16],
  'many-folders': [12, 16, 25],
  collisions: [16, 25],
  'zero-byte': [3],
};

describe.each([
  ['ISO 9660', { udf: false }],
  ['a bridge', { udf: true }],
  ['UDF alone', { udf: true, iso9660: false }],
] as const)('%s', (kind, kindOptions) => {
  for (const { name, build, options } of usable)
    showing(
      { cases: alone[name] ?? [], judge: 'our verifier', needs: [] },
      `${name} is by the letter`,
      async () => {
        const folder = join(room, `${kind} ${name}`);
        mkdirSync(folder);
        build(folder);
        const bytes = await bytesOf(await author(folder, { ...options, ...kindOptions }));
        expect(await checkImage(imageOf(bytes))).toEqual([]);
      },
    );
});
