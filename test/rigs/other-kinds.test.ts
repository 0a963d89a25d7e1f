import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { run, testWith } from '../fakes/rigs.ts';

// `inspect`, `ls`, `extract` and `verify` of what is no image: what it is, and never "damaged".

const room = temporaryFolder();
const rest = randomBytes(100_000);
const beginning = (text: string): Buffer => Buffer.concat([Buffer.from(text, 'latin1'), rest]);

const kinds: Readonly<Record<string, readonly [Buffer, string, string]>> = {
  'disk.vmdk.gz': [gzipSync(beginning('KDMV')), 'packed-disk', 'unpack it first'],
  'page.iso': [Buffer.from('<html>404</html>'), 'web-page', 'web page'],
  'blank.img': [Buffer.alloc(200_000), 'zeros', 'zeros'],
};

for (const [name, [bytes, reason, word]] of Object.entries(kinds))
  test(`inspect says what ${name} is; ls, extract and verify refuse it by that name`, () => {
    const path = join(room, name);
    writeFileSync(path, bytes);
    const found = isowright(['inspect', path, '--json']);
    expect(found.status).toBe(0);
    const { kind, notes } = JSON.parse(found.stdout);
    expect(kind).toBe('other');
    expect(notes).toContainEqual(
      expect.objectContaining({ code: 'not-an-image', other: expect.objectContaining({ reason }) }),
    );
    const told = isowright(['inspect', path]).stdout;
    expect(told).toContain(word);
    expect(told).not.toMatch(/boots|does not boot/);
    for (const args of [
      ['ls', path],
      ['extract', path, '-C', room],
      ['verify', path],
    ]) {
      const { status, stderr } = isowright(args);
      expect(stderr).toContain(word);
      expect(stderr).not.toMatch(/damaged/i);
      expect(status, args.join(' ')).toBe(7);
    }
  });

test('inspect of a file packed by compress says with what it is unpacked', () => {
  const path = join(room, 'image.Z');
  writeFileSync(path, beginning('\x1f\x9d\x90'));
  const { status, stdout } = isowright(['inspect', path]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/compress \(\.Z\).*gzip -dk/);
});

testWith('tool:mkswap')('ls names a file system that is not read here, and partitions', () => {
  const path = join(room, 'swap.img');
  writeFileSync(path, Buffer.alloc(1 << 20));
  expect(run('mkswap', [path]).status).toBe(0);
  const one = isowright(['ls', path]);
  expect([one.status, one.stderr]).toEqual([7, expect.stringContaining('file system (swap')]);
  const sector = Buffer.alloc(1 << 20);
  sector.set([0, 0, 0, 0, 0x83, 0, 0, 0, 8, 0, 0, 0, 16, 0, 0, 0], 446);
  sector.set([0x55, 0xaa], 510);
  const disk = join(room, 'parted.img');
  writeFileSync(disk, sector);
  const parted = isowright(['ls', disk]);
  expect([parted.status, parted.stderr]).toEqual([7, expect.stringContaining('partitions')]);
});
