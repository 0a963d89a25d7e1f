import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { holdsFiles } from '../../../../src/engine/read/open/holds-files.ts';
import { author, bytesOf, temporaryFolder } from '../../author/making.ts';
import { mediaTree } from '../browse/media-tree.ts';
import { udfMedia } from '../browse/udf-media.ts';

// Whether the files of an image can be laid out anew: its bytes say it, under any name.

const folder = temporaryFolder();
const tree = join(folder, 'tree');
mkdirSync(tree);
writeFileSync(join(tree, 'a.txt'), 'x');

function named(name: string, bytes: Uint8Array): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

test('an ISO and a UDF volume hold files whatever they are called, a text called .iso does not', async () => {
  const iso = await bytesOf(await author(tree));
  expect(await holdsFiles(named('disc.bin', iso))).toBe(true);
  expect(await holdsFiles(named('NAMELESS', iso))).toBe(true);
  const udf = udfMedia({ kind: 'physical', files: mediaTree });
  expect(await holdsFiles(named('film', udf))).toBe(true);
  expect(await holdsFiles(named('text.iso', new TextEncoder().encode('no image'.repeat(9000))))).toBe(false);
  expect(await holdsFiles(named('packed.iso', gzipSync(iso)))).toBe(false);
  expect(await holdsFiles(named('empty.iso', new Uint8Array(0)))).toBe(false);
});

test('what is not there, or no file, says nothing', async () => {
  expect(await holdsFiles(join(folder, 'missing.iso'))).toBeUndefined();
  expect(await holdsFiles(tree)).toBeUndefined();
});
