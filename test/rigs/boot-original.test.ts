import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { authorImage } from '../../src/engine/author/plan/author-image.ts';
import { type AuthorOptions, authorOptions } from '../../src/engine/contract/plan/plan.ts';
import { author, makeImage, saveImage, temporaryFolder } from '../engine/author/making.ts';
import { type Need, rig, run } from '../fakes/rigs.ts';
import { listFolder } from '../oracles/author-listing.ts';
import { showing } from '../oracles/conformance.ts';
import { extracted } from './boot-trees.ts';

// Images of others, laid out anew straight from the image, or from their files with --boot-from: they start where they did.

const room = temporaryFolder();
const needs: Need[] = ['rigs', 'tool:qemu-system-x86_64', 'tool:xorriso', 'tool:bsdtar'];

const originals: Record<string, string> = {
  ipxe: '/usr/lib/ipxe/ipxe.iso',
  rescue: '/usr/lib/grub-rescue/grub-rescue-cdrom.iso',
  memtest: '/usr/lib/memtest86+/memtest86+x64.iso',
};

async function rebuilt(name: string, options: Partial<AuthorOptions> = {}): Promise<string> {
  const path = join(room, `${name}.iso`);
  const image = await authorImage(
    originals[name]!,
    { ...authorOptions.parse({}), ...options },
    { signal: new AbortController().signal, onEntries: () => {} },
  );
  await saveImage(image, path);
  await image.settle();
  await image.close();
  return path;
}

/** A folder with the image's files, without those named. */
function unpacked(name: string, ...without: string[]): string {
  const folder = join(room, `${name}-files`);
  extracted(originals[name]!, folder);
  for (const path of without) rmSync(join(folder, path));
  return folder;
}

/** xorriso's words on boot catalogue and partition table, but for places and sizes that depend on the files' order. */
function bootReport(image: string): string[] {
  const { stdout } = run('xorriso', [
    '-indev',
    image,
    '-report_el_torito',
    'plain',
    '-report_system_area',
    'plain',
  ]);
  return stdout
    .split('\n')
    .filter((line) => !/^(ISO image size|El Torito catalog )/.test(line))
    .map((line) => (/^El Torito boot img/.test(line) ? line.replace(/\s+\d+$/, ' LBA') : line))
    .map((line) => (/^MBR partition +:/.test(line) ? line.replace(/\s+\d+\s+\d+$/, '') : line));
}

/** What bsdtar lists of an image; sizes of folders are each image's own. */
function listing(image: string): string[] {
  const lines = run('bsdtar', ['-tvf', image]).stdout.trimEnd().split('\n');
  return lines
    .map((line) => (line.startsWith('d') ? line.replace(/^((?:\S+\s+){4})\d+/, '$1') : line))
    .sort();
}

const PATCHED = /boot\.cat|isolinux\.bin|eltorito\.img/;

/** Files as bsdtar takes them out, but for those that tell where they lie. */
function contents(image: string, name: string): string[] {
  const folder = join(room, name);
  mkdirSync(folder);
  expect(run('bsdtar', ['-xf', image, '-C', folder]).status).toBe(0);
  const files = listFolder(folder).filter(({ type, path }) => type === 'file' && !PATCHED.test(path));
  return files.map(({ path, sizeBytes, md5 }) => `${path} ${sizeBytes} ${md5}`).sort();
}

function boots(image: string, modes: string, words: string, ...more: string[]): void {
  rig('boot.sh', image, modes, words, '--timeout', '60', ...more);
}

for (const name of ['ipxe', 'rescue', 'memtest'] as const)
  showing(
    { cases: [62], judge: 'xorriso, bsdtar', needs },
    `${name} laid out anew: tree and boot records`,
    async () => {
      const image = await rebuilt(name);
      expect(bootReport(image)).toEqual(bootReport(originals[name]!));
      expect(listing(image)).toEqual(listing(originals[name]!));
      expect(contents(image, `${name}-new`)).toEqual(contents(originals[name]!, `${name}-old`));
    },
  );

showing(
  { cases: [62], judge: 'SeaBIOS, OVMF', needs },
  'what was laid out anew starts as before',
  async () => {
    const ipxe = await rebuilt('ipxe');
    boots(ipxe, 'bios-cd,bios-usb', 'iPXE');
    boots(ipxe, 'uefi-cd,uefi-usb', 'iPXE init|iPXE 1');
    boots(await rebuilt('rescue'), 'bios-cd,bios-usb', 'GNU GRUB|grub>');
    const memtest = await rebuilt('memtest');
    boots(memtest, 'bios-cd,bios-usb', 'Memtest86', '--vga');
    boots(memtest, 'uefi-cd,uefi-usb', 'BdsDxe: starting Boot\\d+ .*\\n');
  },
);

showing(
  { cases: [62], judge: 'SeaBIOS, OVMF', needs },
  'a folder without its boot images starts with those of its original',
  async () => {
    const ipxe = unpacked('ipxe', 'isolinux.bin', 'efi.img', 'boot.cat');
    const made = join(room, 'ipxe-again.iso');
    await makeImage(ipxe, made, { bootFrom: originals.ipxe! });
    boots(made, 'bios-cd,bios-usb', 'iPXE');
    boots(made, 'uefi-cd,uefi-usb', 'iPXE init|iPXE 1');
    const memtest = unpacked('memtest', 'boot/floppy.img', 'boot.catalog');
    const again = join(room, 'memtest-again.iso');
    await makeImage(memtest, again, { bootFrom: originals.memtest! });
    boots(again, 'bios-cd,bios-usb', 'Memtest86', '--vga');
    boots(again, 'uefi-cd,uefi-usb', 'BdsDxe: starting Boot\\d+ .*\\n');
  },
);

showing({ cases: [62], judge: 'xorriso', needs }, 'a folder keeps its own boot images', async () => {
  const folder = unpacked('rescue');
  const made = join(room, 'rescue-again.iso');
  await makeImage(folder, made, { bootFrom: originals.rescue! });
  expect(bootReport(made)).toEqual(bootReport(originals.rescue!));
  const image = await author(folder, { bootFrom: originals.rescue! });
  expect(image.boot.notes).toEqual([{ code: 'boot-from-original', about: originals.rescue }]);
  await image.close();
});

const mkisofs = [
  '-as',
  'mkisofs',
  '-quiet',
  '-R',
  '-J',
  '-b',
  'isolinux.bin',
  '-c',
  'boot.cat',
  '-no-emul-boot',
];
const loaderOptions = ['-boot-load-size', '4', '-boot-info-table', '--grub2-boot-info'];
const appended = 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B';

showing(
  { cases: [62], judge: 'xorriso, sgdisk, SeaBIOS, OVMF', needs: [...needs, 'tool:sgdisk'] },
  'the table of a live image: GPT, a partition behind the volume, a second tree',
  async () => {
    const folder = unpacked('ipxe', 'boot.cat');
    const esp = join(room, 'esp.img');
    renameSync(join(folder, 'efi.img'), esp);
    const path = join(room, 'live-original.iso');
    const { status, stderr } = run('xorriso', [
      ...mkisofs,
      ...loaderOptions,
      ...['-V', 'LIVE', '-o', path, '-partition_offset', '16'],
      ...['--grub2-mbr', '/usr/lib/grub/i386-pc/boot_hybrid.img', '--mbr-force-bootable'],
      ...['-append_partition', '2', appended, esp, '-appended_part_as_gpt'],
      ...['-eltorito-alt-boot', '-e', '--interval:appended_partition_2:all::', '-no-emul-boot', folder],
    ]);
    expect([status, stderr]).toEqual([0, expect.any(String)]);
    originals.live = path;
    const image = await rebuilt('live');
    const plain = (report: string[]) =>
      report.filter((line) => !/GPT (lba range|entry array|start and size)|: +3 /.test(line));
    expect(plain(bootReport(image))).toEqual(plain(bootReport(path)));
    expect(run('sgdisk', ['-v', image]).stdout).toContain('No problems found');
    boots(image, 'uefi-cd,uefi-usb', 'iPXE init|iPXE 1');
    boots(image, 'bios-cd', 'iPXE');
  },
);
