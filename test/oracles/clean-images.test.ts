import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { checkImage } from '../../src/engine/check/check-image.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { type Need, run, testWith } from '../fakes/rigs.ts';

// The strict judge has nothing to say of what other people's tools make by themselves.

const room = temporaryFolder();
const tree = join(room, 'tree');
const image = join(room, 'image');

beforeAll(() => {
  mkdirSync(join(tree, 'deep/a/b/c/d/e/f/g/h/i'), { recursive: true });
  mkdirSync(join(tree, 'Many Files'));
  mkdirSync(join(tree, 'boot'));
  for (let i = 0; i < 120; i++) writeFileSync(join(tree, `Many Files/file-number-${i}.text`), `${i}`);
  writeFileSync(join(tree, 'deep/a/b/c/d/e/f/g/h/i/deepest'), 'deep');
  writeFileSync(join(tree, `${'n'.repeat(200)}.txt`), 'long');
  writeFileSync(join(tree, 'ä ö ü.c++'), 'umlauts');
  writeFileSync(join(tree, '.hidden'), '');
  writeFileSync(join(tree, 'zeros.bin'), Buffer.alloc(300_000));
  writeFileSync(join(tree, 'boot/boot.img'), Buffer.alloc(4096, 0x90));
  symlinkSync('Many Files/file-number-1.text', join(tree, 'link'));
});

async function rulesBrokenIn(path: string): Promise<readonly string[]> {
  const file = openSync(path, 'r');
  const sizeBytes = fstatSync(file).size;
  const read = async (atByte: number, into: Uint8Array): Promise<void> =>
    void readSync(file, into, 0, into.length, atByte);
  const found = await checkImage({ sizeBytes, read });
  closeSync(file);
  return [...new Set(found.map(({ rule }) => rule))];
}

function make(script: string): void {
  const ran = run('sh', ['-ec', script], { timeoutMs: 100_000, env: { T: tree, O: image, R: room } });
  expect(ran.status, `${script}: ${ran.stderr}`).toBe(0);
}

const boots = '-b boot/boot.img -no-emul-boot -c boot/boot.cat';
const scripts: readonly [name: string, needs: readonly Need[], script: string][] = [
  ['genisoimage as it is', ['tool:genisoimage'], 'genisoimage -quiet -o $O $T'],
  ['genisoimage -J -R', ['tool:genisoimage'], 'genisoimage -quiet -J -R -o $O $T'],
  [
    'genisoimage -r -joliet-long -udf',
    ['tool:genisoimage'],
    'genisoimage -quiet -r -J -joliet-long -udf -o $O $T',
  ],
  ['genisoimage -iso-level 4', ['tool:genisoimage'], 'genisoimage -quiet -r -iso-level 4 -o $O $T'],
  ['genisoimage -xa with Rock Ridge', ['tool:genisoimage'], 'genisoimage -quiet -xa -R -o $O $T'],
  ['genisoimage with HFS beside it', ['tool:genisoimage'], 'genisoimage -quiet -hfs -R -o $O $T'],
  [
    'an image laid out as oscdimg does: UDF 1.02 beside ISO 9660, two boot images',
    ['tool:genisoimage'],
    `genisoimage -quiet -udf ${boots} -eltorito-alt-boot -b boot/boot.img -no-emul-boot -o $O $T`,
  ],
  [
    'files packed by mkzftree',
    ['tool:genisoimage', 'tool:mkzftree'],
    'mkzftree $T $R/packed; genisoimage -quiet -R -z -o $O $R/packed',
  ],
  [
    'a second session of genisoimage',
    ['tool:genisoimage'],
    `genisoimage -quiet -R -o $O $T; n=$((($(stat -c %s $O)/2048+31)/32*32))
     genisoimage -quiet -R -M $O -C 0,$n -o $R/second "$T/Many Files"; truncate -s $((n*2048)) $O; cat $R/second >>$O`,
  ],
  ['xorrisofs as it is', ['tool:xorrisofs'], 'xorrisofs -quiet -o $O $T'],
  ['xorrisofs -J -R', ['tool:xorrisofs'], 'xorrisofs -quiet -J -R -iso-level 3 -o $O $T'],
  ['xorrisofs -iso-level 4', ['tool:xorrisofs'], 'xorrisofs -quiet -R -iso-level 4 -o $O $T'],
  ['xorrisofs -hfsplus', ['tool:xorrisofs'], 'xorrisofs -quiet -R -J -hfsplus -o $O $T'],
  [
    'a hybrid of xorrisofs with a partition offset',
    ['tool:xorrisofs'],
    `xorrisofs -quiet -R -J ${boots} -partition_offset 16 -append_partition 2 0xef $T/boot/boot.img -o $O $T`,
  ],
  [
    'three sessions of xorriso',
    ['tool:xorriso'],
    'xorriso -outdev $O -map $T / -commit -map $T /two -commit -joliet on -map $T /three -commit_eject all 2>/dev/null',
  ],
  [
    'zisofs 2 of xorriso',
    ['tool:xorriso'],
    'xorriso -zisofs version_2=on:block_size_v2=1m -outdev $O -map $T / -set_filter_r --zisofs / -- -commit 2>/dev/null',
  ],
  [
    'attributes and checksums of xorriso',
    ['tool:xorriso'],
    'xorriso -xattr on -md5 on -outdev $O -map $T / -commit 2>/dev/null',
  ],
  ['grub-mkrescue', ['tool:grub-mkrescue', 'tool:xorriso'], 'grub-mkrescue -o $O $T 2>/dev/null'],
  [
    'a file of 5 GiB in sections',
    ['tool:xorrisofs'],
    'mkdir -p $R/big; truncate -s 5G $R/big/huge; xorrisofs -quiet -J -R -iso-level 3 $R/big | dd of=$O bs=1M conv=sparse 2>/dev/null',
  ],
  ...['512', '2048', '4096', '32768'].flatMap((block) =>
    ['1.02', '1.50', '2.01'].map((revision): [string, Need[], string] => [
      `mkudffs, blocks of ${block}, UDF ${revision}`,
      ['tool:mkudffs'],
      `truncate -s 20M $O; mkudffs -m hd -b ${block} -r ${revision} $O`,
    ]),
  ),
  ...['cdrw', 'dvdrw', 'dvdr', 'cdr', 'bdr'].map((medium): [string, Need[], string] => [
    `mkudffs for ${medium}, with room behind it`,
    ['tool:mkudffs'],
    `truncate -s 40M $O; mkudffs -m ${medium} $O`,
  ]),
];

for (const [name, needs, script] of scripts)
  testWith(...needs)(`no false alarm: ${name}`, { timeout: 110_000 }, async () => {
    make(`rm -rf $O $R/packed $R/second; ${script}`);
    expect(await rulesBrokenIn(image)).toEqual([]);
    truncateSync(image, 0);
  });

testWith('tool:genisoimage')('options that break the standard on purpose are named', async () => {
  make('rm -f $O; genisoimage -quiet -U -R -o $O $T');
  expect(await rulesBrokenIn(image)).toEqual(['iso.record.identifier']);
});
