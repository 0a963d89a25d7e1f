import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { fatGeometry } from '../../src/engine/bytes/formats/fat/geometry.ts';
import { type FatImage, planFat } from '../../src/engine/bytes/formats/fat/image.ts';
import type { FatFolder } from '../../src/engine/bytes/formats/fat/tree.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { run } from '../fakes/rigs.ts';
import { showing } from './conformance.ts';
import { judgeImages } from './judged.ts';

// FAT volumes as fsck.fat, mtools and the kernel's vfat see them.

const room = temporaryFolder();
const MODIFIED_AT = 1_700_000_000;

const file = (name: string, content: Uint8Array | string) => {
  const bytes = Buffer.from(content);
  return { name, modifiedAt: MODIFIED_AT, sizeBytes: bytes.length, content: bytes };
};
const folder = (name: string, ...entries: FatFolder<never>['entries']): FatFolder<never> => ({
  name,
  modifiedAt: MODIFIED_AT,
  entries,
});

const big = Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 7) & 0xff));
const root = folder(
  '',
  folder(
    'EFI',
    folder('BOOT', file('BOOTX64.EFI', big), file('grub.cfg', 'menu')),
    folder('a folder with a long name'),
  ),
  folder('crowd', ...Array.from({ length: 200 }, (_, i) => file(`a file called number ${i}.config`, `${i}`))),
  file('empty', ''),
  file('größe.txt', 'g'),
  file('日本語の名前.efi', 'j'),
  file(`${'long'.repeat(60)}.txt`, 'l'),
  file('LONGNAME1.TXT', '1'),
  file('LONGNAME2.TXT', '2'),
);

/** At the lines between the types, and on both sides. */
const boundaries: readonly (readonly [clusters: number, type: number])[] = [
  [4084, 12],
  [4085, 16],
  [65_524, 16],
  [65_525, 32],
];

const pathOf = (clusters: number) => join(room, `fat-${clusters}.img`);

beforeAll(() => {
  for (const [clusters] of boundaries) {
    const geometry = fatGeometry(clusters, 1, 512);
    save(planFat(root, { label: 'BOUNDARY', serial: 0x1234abcd, geometry }), pathOf(clusters));
  }
  save(planFat(root, { label: 'EFI', serial: 1 }), join(room, 'fitting.img'));
});

function save(image: FatImage<never>, path: string): void {
  const fd = openSync(path, 'w');
  ftruncateSync(fd, image.sizeBytes);
  for (const run of image.runs(0))
    if ('bytes' in run) writeSync(fd, run.bytes, 0, run.bytes.length, run.atByte);
  closeSync(fd);
}

describe.each(boundaries)('%i clusters', (clusters, type) => {
  showing({ cases: [75], judge: 'fsck.fat', needs: ['tool:fsck.fat'] }, `is FAT${type}, and clean`, () => {
    const { status, stdout } = run('fsck.fat', ['-n', '-v', pathOf(clusters)]);
    expect(stdout).not.toMatch(/differ|wrong|bad|invalid|not set|Orphaned|summary wrong/i);
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`2 FATs, ${type} bit entries`));
    expect(stdout).toContain(`/${clusters} clusters`);
  });

  showing(
    { cases: [75], judge: 'mtools', needs: ['tool:mdir', 'tool:mcopy'] },
    'mtools lists it and copies a file out',
    () => {
      const image = pathOf(clusters);
      const { status, stdout } = run('mdir', ['-/', '-b', '-i', image, '::'], {
        env: { MTOOLS_SKIP_CHECK: '0' },
      });
      expect(status).toBe(0);
      expect(stdout).toContain('::/EFI/BOOT/BOOTX64.EFI\n');
      expect(stdout).toContain('::/EFI/a folder with a long name/\n');
      expect(stdout.match(/::\/crowd\/a file called number \d+\.config\n/g)).toHaveLength(200);
      const out = join(room, `out-${clusters}`);
      expect(run('mcopy', ['-n', '-i', image, '::EFI/BOOT/BOOTX64.EFI', out]).status).toBe(0);
      expect(Buffer.compare(readFileSync(out), big)).toBe(0);
    },
  );
});

showing(
  { cases: [75], judge: 'kernel vfat', needs: ['rigs', 'root'] },
  'the kernel lists every name, size, time and content',
  () => {
    const images = [...boundaries.map(([clusters]) => pathOf(clusters)), join(room, 'fitting.img')];
    const judged = judgeImages(images, 'vfat');
    expect([...judged.errors]).toEqual([]);
    for (const [key, entries] of judged.entries) {
      const paths = entries.map(({ path }) => path);
      expect(paths, key).toHaveLength(213);
      expect(paths).toEqual(
        expect.arrayContaining([
          '/EFI/BOOT/BOOTX64.EFI',
          '/größe.txt',
          '/日本語の名前.efi',
          `/${'long'.repeat(60)}.txt`,
          '/LONGNAME2.TXT',
        ]),
      );
      const loader = entries.find(({ path }) => path === '/EFI/BOOT/BOOTX64.EFI')!;
      expect([loader.sizeBytes, loader.mtime]).toEqual([big.length, MODIFIED_AT]);
    }
    expect([...judged.words.values()].join('')).not.toMatch(/error|invalid|corrupt/i);
  },
);

showing({ cases: [75], judge: '7-Zip', needs: ['tool:7zz'] }, '7-Zip reads it without an error', () => {
  for (const [clusters] of boundaries)
    expect(run('7zz', ['t', pathOf(clusters)]).stdout).toContain('Everything is Ok');
});
