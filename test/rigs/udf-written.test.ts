import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { checkImage } from '../../src/engine/check/check-image.ts';
import { placedVolume } from '../../src/engine/read/browse/content.ts';
import { damageOf } from '../../src/engine/read/browse/iso/damage.ts';
import { openUdf } from '../../src/engine/read/browse/udf/open-udf.ts';
import { imageOf } from '../engine/check/image-bytes.ts';
import { comparableLines, listVolume } from '../engine/read/browse/listing.ts';
import { has, run, testWith } from '../fakes/rigs.ts';
import { type Judged, judgeImages } from '../oracles/judged.ts';
import { LabGuest } from './lab-guest.ts';

// Volumes that Linux wrote: its own choice of entries, descriptors, embedded files, holes, names given up again.

const needs = ['rigs', 'root', 'tool:qemu-system-x86_64', 'tool:mkudffs'] as const;
const guest = new LabGuest('udf-written');
const room = mkdtempSync(join(tmpdir(), 'isowright-udf-'));
const path = (name: string) => join(room, `${name}.udf`);

const formats: Readonly<Record<string, readonly string[]>> = {
  'revision 1.02, short descriptors': ['--media-type=hd', '--udfrev=1.02', '--blocksize=2048', '--ad=short'],
  'revision 1.50, sparing table': ['--media-type=cdrw', '--udfrev=1.50'],
  'revision 2.01, sparing table': ['--media-type=dvdrw', '--udfrev=2.01'],
  'revision 2.01, long descriptors': ['--media-type=hd', '--udfrev=2.01', '--blocksize=2048', '--ad=long'],
  'blocks of 512 bytes': ['--media-type=hd', '--udfrev=2.01', '--blocksize=512'],
  'blocks of 4096 bytes': ['--media-type=hd', '--udfrev=2.01', '--blocksize=4096'],
  'blocks of 1024 bytes, no extended entries': [
    '--media-type=hd',
    '--udfrev=2.01',
    '--blocksize=1024',
    '--noefe',
  ],
};
const names = Object.keys(formats);
const fileOf = (name: string) => name.replace(/[^0-9a-z]+/g, '-');

/** Run in the root of a new volume. */
const fill = `set -e
mkdir -p a/b/c empty crowd; echo hello > a/b/c/hello.txt; : > nothing
head -c 3000000 /dev/urandom > random.bin; head -c 2048 /dev/urandom > block; head -c 700 /dev/urandom > small
head -c 10000 /dev/urandom > a/ten
truncate -s 5000000 sparse
printf end | dd of=sparse bs=1 seek=4000000 conv=notrunc 2>/dev/null
for i in $(seq 300); do echo $i > "crowd/file number $i"; done
for i in $(seq 3 3 300); do rm "crowd/file number $i"; done
echo x > "Grüße 日本 😀.txt"; echo l > "$(printf 'n%.0s' $(seq 200))"
ln -s ../x/y link; ln -s /usr/lib absolute; ln -s "ö/./日" wide; ln block hard
mkfifo fifo; mknod char c 1 3; mknod blk b 7 200
chmod 4755 small; chmod 1777 empty; chown 1000:2000 a/ten; touch -d @1000000000 block
for i in $(seq 40); do head -c 5000 /dev/urandom >> one; head -c 3000 /dev/urandom >> two; sync; done
mv a/ten renamed
`;

let judged: Judged;

beforeAll(() => {
  if (!needs.every(has)) return;
  const scripts = join(room, 'scripts');
  mkdirSync(scripts);
  writeFileSync(join(scripts, 'fill.sh'), fill);
  guest.up();
  guest.lab('push', scripts, '/root/udf');
  for (const name of names) {
    const image = path(fileOf(name));
    writeFileSync(image, '');
    truncateSync(image, 12 << 20);
    run('mkudffs', ['--utf8', ...formats[name]!, '--label=Geschrieben', image]);
    const device = guest.lab('plug', 'udf', image);
    guest.out(
      `mkdir -p /mnt/u; mount -t udf -o rw ${device} /mnt/u; cd /mnt/u; sh /root/udf/fill.sh; cd /; umount /mnt/u`,
    );
    guest.lab('unplug', 'udf');
  }
  judged = judgeImages(
    names.map((name) => path(fileOf(name))),
    'udf',
  );
}, 240_000);

afterAll(() => {
  if (needs.every(has)) guest.down();
  rmSync(room, { recursive: true, force: true });
});

describe('volumes written by Linux', () => {
  for (const name of names) {
    testWith(...needs)(`${name}: our list and content are the kernel's`, async () => {
      const image = imageOf(new Uint8Array(readFileSync(path(fileOf(name)))));
      const volume = await openUdf(image, name);
      expect(volume?.label).toBe('Geschrieben');
      const found = comparableLines(await listVolume(placedVolume(volume!, image, damageOf(name))));
      expect(found.length).toBeGreaterThan(220);
      expect(found).toEqual(comparableLines(judged.entries.get(`${fileOf(name)}.udf udf`) ?? []));
    });

    testWith(...needs)(`${name}: the verifier has nothing against it`, async () => {
      const bytes = new Uint8Array(readFileSync(path(fileOf(name))));
      expect(await checkImage(imageOf(bytes))).toEqual([]);
    });
  }
});
