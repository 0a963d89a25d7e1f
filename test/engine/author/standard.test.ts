import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cases, ROOT_CASES } from '../../oracles/author-cases.ts';
import { author, bytesOf, temporaryFolder } from './making.ts';
import { expectStandard } from './strict-reader.ts';

// Rules that no other program checks: both byte orders, order of records, "..", path tables.

const room = temporaryFolder();

test.each(cases.filter(({ name }) => name !== 'sparse-5g' && !ROOT_CASES.has(name)))(
  '$name is by the letter of ECMA-119',
  async ({ name, build, options }) => {
    const folder = join(room, name);
    mkdirSync(folder);
    build(folder);
    expectStandard(await bytesOf(await author(folder, options)));
  },
);

describe('the strict reader itself refuses', () => {
  const broken = async (spoil: (bytes: Uint8Array, rootAt: number) => void) => {
    const folder = join(room, `broken-${Math.random()}`);
    mkdirSync(join(folder, 'b/c'), { recursive: true });
    mkdirSync(join(folder, 'a'));
    const bytes = await bytesOf(await author(folder));
    spoil(bytes, new DataView(bytes.buffer).getUint32(16 * 2048 + 158, true) * 2048);
    return () => expectStandard(bytes);
  };

  test.each<[string, (bytes: Uint8Array, rootAt: number) => void]>([
    ['a length whose copies differ', (bytes, at) => bytes[at + 17]!++],
    ['a wrong ".."', (bytes, at) => swap(bytes, at + bytes[at]! + 2)],
    ['a wrong "."', (bytes, at) => swap(bytes, at + 2)],
    ['records out of order', (bytes, at) => bytes.fill(0x5a, third(bytes, at) + 33, third(bytes, at) + 34)],
    [
      'a path table that differs from its twin',
      (bytes) => bytes[new DataView(bytes.buffer).getUint32(16 * 2048 + 148, false) * 2048 + 5]!++,
    ],
  ])('%s', async (_name, spoil) => {
    expect(await broken(spoil)).toThrow();
  });
});

function third(bytes: Uint8Array, rootAt: number): number {
  const second = rootAt + bytes[rootAt]!;
  return second + bytes[second]!;
}

/** Another number, the same in both orders. */
function swap(bytes: Uint8Array, at: number): void {
  bytes[at]!++;
  bytes[at + 7]!++;
}
