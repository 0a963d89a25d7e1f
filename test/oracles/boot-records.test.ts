import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import type { AuthorOptions } from '../../src/engine/contract/plan/plan.ts';
import {
  efiImage,
  fakeEtfsboot,
  fakeGrubImage,
  fakeIsolinux,
  floppyImage,
  putFile,
  windowsTree,
} from '../engine/author/boot/trees.ts';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { has, run } from '../fakes/rigs.ts';
import { sparseFile } from './author-cases.ts';
import { showing } from './conformance.ts';
import { contents, judgeImages } from './judged.ts';
import { makeSparseImage } from './sparse-image.ts';

// Boot records and partition tables as xorriso, sgdisk, sfdisk and parted read them. The GPT tools exit 0 on damage: their words count.

const room = temporaryFolder();

interface BootCase {
  readonly name: string;
  readonly build: (folder: string) => void;
  readonly options?: Partial<AuthorOptions>;
  /** Lines of xorriso's report of the catalogue: platform, emulation, segment, sectors; then paths and options. */
  readonly elTorito: readonly string[];
  readonly system: string;
}

const plainCases: readonly BootCase[] = [
  {
    name: 'isolinux',
    build(folder) {
      putFile(folder, 'isolinux/isolinux.bin', fakeIsolinux());
    },
    elTorito: [
      '1 BIOS y none 0x0000 0x00 4',
      'path 1 /isolinux/isolinux.bin',
      'opts 1 boot-info-table isohybrid-suitable',
    ],
    system: 'MBR isohybrid cyl-align-on',
  },
  {
    name: 'isolinux-efi',
    build(folder) {
      putFile(folder, 'isolinux/isolinux.bin', fakeIsolinux());
      putFile(folder, 'boot/grub/efi.img', efiImage());
    },
    elTorito: [
      '1 BIOS y none 0x0000 0x00 4',
      `2 UEFI y none 0x0000 0x00 ${efiImage().length / 512}`,
      'path 1 /isolinux/isolinux.bin',
      'opts 1 boot-info-table isohybrid-suitable',
      'path 2 /boot/grub/efi.img',
    ],
    system: 'MBR isohybrid cyl-align-off GPT',
  },
  {
    name: 'grub-efi-built',
    build(folder) {
      putFile(folder, 'boot/grub/i386-pc/eltorito.img', fakeGrubImage());
      putFile(folder, 'EFI/BOOT/BOOTX64.EFI', new Uint8Array(100_000).fill(1));
    },
    elTorito: [
      '1 BIOS y none 0x0000 0x00 4',
      '2 UEFI y none 0x0000 0x00',
      'path 1 /boot/grub/i386-pc/eltorito.img',
      'opts 1 boot-info-table grub2-boot-info',
    ],
    system: 'MBR protective-msdos-label grub2-mbr cyl-align-off GPT',
  },
  {
    name: 'efi-alone',
    build: (folder) => putFile(folder, 'EFI/BOOT/BOOTX64.EFI', new Uint8Array(3_000_000).fill(1)),
    elTorito: ['1 UEFI y none 0x0000 0x00'],
    system: 'MBR protective-msdos-label cyl-align-off GPT',
  },
  {
    name: 'floppy',
    build: (folder) => putFile(folder, 'boot/floppy.img', floppyImage()),
    elTorito: ['1 BIOS y fd1.4 0x0000 0x00 1', 'path 1 /boot/floppy.img'],
    system: '',
  },
  {
    name: 'both-with-udf',
    build(folder) {
      putFile(folder, 'isolinux/isolinux.bin', fakeIsolinux());
      putFile(folder, 'EFI/BOOT/BOOTX64.EFI', new Uint8Array(50_000).fill(1));
    },
    options: { udf: true },
    elTorito: ['1 BIOS y none 0x0000 0x00 4', '2 UEFI y none 0x0000 0x00', 'path 1 /isolinux/isolinux.bin'],
    system: 'MBR isohybrid cyl-align-off GPT',
  },
];

/** The tree of which the first partition can be mounted by itself. */
const partitionCase: BootCase = {
  name: 'partition-tree',
  build(folder) {
    putFile(folder, 'EFI/BOOT/BOOTX64.EFI', new Uint8Array(50_000).fill(1));
    for (let i = 0; i < 200; i++) putFile(folder, `many/${'a long name '.repeat(10)}${i}`, String(i));
  },
  options: { partitionTree: true },
  elTorito: ['1 UEFI y none 0x0000 0x00'],
  system: 'MBR protective-msdos-label cyl-align-off GPT',
};
const cases = [...plainCases, partitionCase];

const imageOf = (name: string) => join(room, `${name}.iso`);

beforeAll(async () => {
  for (const { name, build, options } of cases) {
    const folder = join(room, name);
    mkdirSync(folder);
    build(folder);
    await makeImage(folder, imageOf(name), { fixedTime: 1_700_000_000, ...options });
  }
});

describe.each(cases)('$name', ({ name, elTorito, system }) => {
  const hasGpt = system.includes('GPT');

  showing(
    { cases: [53, 55], judge: 'xorriso', needs: ['tool:xorriso', 'tool:grub-mkimage', 'rigs'] },
    'xorriso reads the catalogue and the loaders’ tables',
    () => {
      const found = xorrisoLines(imageOf(name));
      for (const line of elTorito) expect(found.elTorito).toContainEqual(expect.stringContaining(line));
      expect(found.system).toBe(system);
    },
  );

  const needs = ['tool:sgdisk', 'tool:sfdisk', 'tool:parted'] as const;
  if (hasGpt)
    showing(
      { cases: name === 'both-with-udf' ? [57, 58] : [57], judge: 'sgdisk, sfdisk, parted', needs },
      'three programs find nothing wrong with the GPT',
      () => {
        const image = imageOf(name);
        expect(run('sgdisk', ['-v', image]).stdout).toMatch(/No problems found/);
        expect(run('sgdisk', ['-v', image]).stdout).not.toMatch(/Caution|Warning|Problem/);
        expect(run('sfdisk', ['-V', image]).stdout).toMatch(/No errors detected/);
        const parted = run('parted', ['-s', image, 'unit', 's', 'print']);
        expect(parted.stderr).toBe('');
        expect(parted.stdout).toMatch(/Partition Table: gpt[\s\S]* boot, esp/);
        expect(statSync(image).size % (1 << 20)).toBe(0);
      },
    );
});

/** xorriso's two reports, spaces made one. */
function xorrisoLines(image: string) {
  const { stdout } = run('xorriso', [
    '-indev',
    image,
    '-report_el_torito',
    'plain',
    '-report_system_area',
    'plain',
  ]);
  const lines = stdout.split('\n').map((line) => line.replace(/\s+/g, ' '));
  const kept = lines.flatMap((line) => {
    const [, boot] = /^El Torito boot img : (.*) \d+$/.exec(line) ?? [];
    const [, what, rest] = /^El Torito img (path|opts) : (.*)$/.exec(line) ?? [];
    return boot ?? (what ? `${what} ${rest}` : []);
  });
  const system = lines.find((line) => line.startsWith('System area summary:')) ?? '';
  return { elTorito: kept, system: system.slice('System area summary:'.length).trim() };
}

showing(
  { cases: [53], judge: '7-Zip', needs: ['tool:7zz'] },
  '7-Zip reads every image without an error',
  () => {
    for (const { name } of cases.filter(({ options }) => !options?.udf))
      expect(run('7zz', ['t', imageOf(name)]).stdout).toContain('Everything is Ok');
  },
);

showing(
  { cases: [58], judge: '7zz', needs: ['tool:7zz'] },
  '7-Zip has every file of a hybrid with UDF, and stumbles over what lies behind them only',
  () => {
    const into = join(room, 'by-7zip');
    const { stdout, stderr } = run('7zz', ['x', `-o${into}`, imageOf('both-with-udf')]);
    expect(stdout + stderr).toContain('Headers Error');
    expect(stdout + stderr).toContain('Type = Udf');
    const loader = join('EFI', 'BOOT', 'BOOTX64.EFI');
    expect(readFileSync(join(into, loader))).toEqual(readFileSync(join(room, 'both-with-udf', loader)));
  },
);

showing(
  { cases: [58], judge: 'kernel udf, iso9660', needs: ['rigs', 'root'] },
  'with a GPT and UDF in one image, both file systems have the same content',
  () => {
    const { entries, errors } = judgeImages([imageOf('both-with-udf')], 'iso9660;udf');
    expect([...errors]).toEqual([]);
    const [iso, udf] = ['iso9660', 'udf'].map((way) => contents(entries.get(`both-with-udf.iso ${way}`)!));
    expect(iso!.length).toBeGreaterThan(0);
    expect(udf!.map((line) => line.replace(/ \S+$/, ''))).toEqual(
      iso!.map((line) => line.replace(/ \S+$/, '')),
    );
    expect(udf).toEqual(iso);
  },
);

showing(
  { cases: [61], judge: 'kernel iso9660', needs: ['rigs', 'root'] },
  'the first partition of the stick has everything, with and without Rock Ridge and Joliet',
  () => {
    const ways = ['iso9660', 'iso9660@1', 'iso9660@1:norock', 'iso9660@1:norock,nojoliet'];
    const { entries, errors } = judgeImages([imageOf('partition-tree')], ways.join(';'));
    expect([...errors]).toEqual([]);
    const [whole, ...parts] = ways.map((way) => contents(entries.get(`partition-tree.iso ${way}`)!));
    expect(whole).toHaveLength(201);
    expect(parts[0]).toEqual(whole);
    for (const part of parts) expect(part.map(contentOf).sort()).toEqual(whole!.map(contentOf).sort());
  },
);

/** Size and checksum, without the name. */
function contentOf(line: string): string {
  return line.split(' ').slice(-2).join(' ');
}

showing(
  { cases: [61], judge: 'xorriso', needs: ['tool:xorriso'] },
  'xorriso sees the second tree, and reads the partition as an image',
  () => {
    const image = imageOf('partition-tree');
    expect(run('xorriso', ['-indev', image, '-report_system_area', 'plain']).stdout).toMatch(
      /Partition offset +: 16\n/,
    );
    const partition = `${image}.part`;
    const bytes = readFileSync(image);
    const lastBlock = Number(bytes.readBigUInt64LE(1024 + 40));
    writeFileSync(partition, bytes.subarray(64 * 512, (lastBlock + 1) * 512));
    const { status, stdout } = run('xorriso', ['-indev', partition, '-find', '/', '-type', 'f']);
    expect(status).toBe(0);
    expect(stdout.split('\n').filter((line) => line.startsWith("'/"))).toHaveLength(201);
  },
);

showing(
  { cases: [55], judge: 'by hand', needs: [] },
  'the checksum of a loader is that of its other words',
  () => {
    const bytes = readFileSync(imageOf('grub-efi-built'));
    const catalogue = bytes.readUInt32LE(17 * 2048 + 71) * 2048;
    const image = bytes.subarray(bytes.readUInt32LE(catalogue + 32 + 8) * 2048);
    const sizeBytes = fakeGrubImage().length;
    expect([image.readUInt32LE(8), image.readUInt32LE(16)]).toEqual([16, sizeBytes]);
    const padded = Buffer.alloc(Math.ceil(sizeBytes / 4) * 4);
    image.copy(padded, 0, 0, sizeBytes);
    let sum = 0n;
    for (let at = 64; at < padded.length; at += 4) sum += BigInt(padded.readUInt32LE(at));
    expect(image.readUInt32LE(20)).toBe(Number(sum & 0xffffffffn));
  },
);

showing(
  { cases: [18], judge: 'blkid', needs: ['tool:blkid'] },
  'an Arch tree gets the date that its menu looks for',
  async () => {
    const folder = join(room, 'arch');
    mkdirSync(folder);
    putFile(folder, 'arch/x86_64/airootfs.sfs');
    putFile(folder, 'EFI/BOOT/BOOTX64.EFI');
    putFile(folder, 'loader/entries/01.conf', 'options archisosearchuuid=2024-11-01-10-09-22-00');
    await makeImage(folder, imageOf('arch'), { fixedTime: 1_700_000_000 });
    expect(run('blkid', ['-p', '-o', 'export', imageOf('arch')]).stdout).toContain(
      'UUID=2024-11-01-10-09-22-00\n',
    );
  },
);

showing(
  { cases: [63], judge: 'xorriso', needs: ['tool:xorriso'] },
  'a Windows medium of 6 GiB has what formats.md 3.2 says',
  async () => {
    const folder = join(room, 'windows');
    mkdirSync(folder);
    windowsTree(folder);
    sparseFile(join(folder, 'sources/install.wim'), 6 * 2 ** 30, [0, 6 * 2 ** 30 - 7]);
    const image = imageOf('windows');
    const { boot } = await makeSparseImage(folder, image, {
      label: 'CCCOMA_X64FRE_EN-US_DV9',
      udf: undefined,
    });
    expect(boot).toMatchObject({ profile: 'windows', table: 'none' });
    const { elTorito, system } = xorrisoLines(image);
    expect(elTorito.map((line) => line.replace(/ \d+$/, ''))).toEqual([
      '1 BIOS y none 0x07c0 0x00',
      '2 UEFI y none 0x0000 0x00',
      'path 1 /boot/etfsboot.com',
      'path 2 /efi/microsoft/boot/efisys.bin',
    ]);
    expect(elTorito[0]).toMatch(/ 8$/);
    expect(system).toBe('');
    const head = readHead(image);
    expect(head.subarray(0, 16 * 2048).every((byte) => byte === 0)).toBe(true);
    const catalogue = head.readUInt32LE(17 * 2048 + 71) * 2048;
    const loader = head.readUInt32LE(catalogue + 32 + 8) * 2048;
    expect(Buffer.compare(head.subarray(loader, loader + 4096), fakeEtfsboot())).toBe(0);
    expect(head.toString('latin1', 17 * 2048, 32 * 2048).includes('NSR02')).toBe(true);
    if (has('tool:udfinfo'))
      expect(run('udfinfo', [image]).stdout).toMatch(/udfrev=1\.02[\s\S]*integrity=closed/);
  },
);

/** The first MiB. */
function readHead(image: string): Buffer {
  const part = `${image}.head`;
  const { stdout } = run('sh', ['-c', 'head -c 67108864 "$1" > "$2" && echo done', 'sh', image, part]);
  expect(stdout).toBe('done\n');
  const bytes = readFileSync(part);
  writeFileSync(part, '');
  return bytes;
}
