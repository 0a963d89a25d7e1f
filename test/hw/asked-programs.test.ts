import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { hasUsbBlocks } from '../../src/hw/linux/usb-blocks.ts';
import { fakeTree } from './fake-tree.ts';

// A list of drives started programs whose answers it had, or had no use for.

const folder = mkdtempSync(join(tmpdir(), 'isowright-lsblk-'));
const path = process.env.PATH;
afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true, force: true });
});

/** An lsblk of some version on the PATH, which notes what it is asked. */
function lsblkThat(refuses: string): () => string[] {
  const log = join(folder, 'asked');
  writeFileSync(
    join(folder, 'lsblk'),
    `#!/bin/sh
echo "$1" >> '${log}'
case "$*" in
  --version) echo 'lsblk from util-linux 2.34'; exit;;
  *${refuses}*) echo 'lsblk: unknown column' >&2; exit 1;;
esac
echo '{"blockdevices":[{"name":"sda"}]}'
`,
  );
  chmodSync(join(folder, 'lsblk'), 0o755);
  process.env.PATH = `${folder}:${path}`;
  return () => readFileSync(log, 'utf8').trim().split('\n');
}

const freshReader = async () => {
  vi.resetModules();
  return (await import('../../src/hw/linux/lsblk.ts')).readLsblk;
};

test('lsblk is asked once; one that refuses a column says its version, once, and is asked for those it knows', async () => {
  lsblkThat('none-at-all');
  expect(await (await freshReader())(10_000)).toEqual([{ name: 'sda' }]);
  const asked = lsblkThat('MOUNTPOINTS');
  const readLsblk = await freshReader();
  expect(await readLsblk(10_000)).toEqual([{ name: 'sda' }]);
  expect(asked()).toEqual(['-J', '-J', '--version', '-J']);
  expect(await readLsblk(10_000)).toEqual([{ name: 'sda' }]);
  expect(asked().slice(4)).toEqual(['-J']);
});

test('what hangs on USB is seen by the way to it', () => {
  const way = '-> ../../devices/pci0000:00/0000:00:14.0/';
  using disk = fakeTree({ 'block/sda': `${way}ata1/host0/target0:0:0/0:0:0:0/block/sda` });
  expect(hasUsbBlocks(join(disk.root, 'block'))).toBe(false);
  disk.put({ 'block/sdb': `${way}usb2/2-1/2-1:1.0/host6/target6:0:0/6:0:0:0/block/sdb` });
  expect(hasUsbBlocks(join(disk.root, 'block'))).toBe(true);
  expect(hasUsbBlocks(join(disk.root, 'none'))).toBe(false);
});
