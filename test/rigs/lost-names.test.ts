import { mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { topNamesOf } from '../../src/engine/read/open/top-names.ts';
import { temporaryFolder } from '../engine/author/making.ts';
import { programPath } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeFaultyDevice } from '../fakes/faulty-device.ts';
import { type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine } from '../fakes/terminal.ts';

// Which drive it is was said by model and serial; what is lost with it only by a label. Now by the names at its top.

const withFat = testWith('loop', 'rigs', 'tool:mkfs.vfat', 'tool:mcopy', 'tool:tmux');
const withDisk = testWith('loop', 'tool:mkfs.vfat', 'tool:mcopy', 'tool:sfdisk');
const withMount = testWith('loop', 'tool:mkfs.vfat', 'tool:mkfs.ext4', 'tool:mount');
const withExt = testWith('loop', 'rigs', 'tool:mkfs.ext4', 'tool:tmux');
const withStuck = testWith('rigs', 'loop', 'tool:mkfs.vfat', 'tool:mcopy');
const withIso = testWith('loop', 'tool:xorriso');
const DRIVE_BYTES = 21 << 20;
const room = temporaryFolder();
const image = join(room, 'new.img');
writeFileSync(image, seededBytes(1 << 20, 7));

function sure(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = run(command, args, { env: { MTOOLS_SKIP_CHECK: '1' } });
  expect(status, `${command}: ${stderr}`).toBe(0);
  return stdout;
}

/** A FAT file system on a device or in a part of a file, with what a camera leaves there. */
function fillFat(path: string, at = 0, label = 'CAMERA'): void {
  const disk = `${path}@@${at}`;
  sure('mkfs.vfat', '-n', label, ...(at === 0 ? [path] : ['--offset', String(at / 512), path, '8192']));
  const letter = join(room, 'letter to Ann.txt');
  writeFileSync(letter, 'dear Ann');
  sure('mmd', '-i', disk, '::DCIM', '::Music of the summer', '::System Volume Information');
  sure('mcopy', '-i', disk, letter, '::');
}

const place = (path: string) => ({ path, sizeBytes: DRIVE_BYTES, parts: [] });
const namesOf = async (path: string) =>
  (await topNamesOf([place(path)]))[0]!.map(({ entries }) =>
    entries.map(({ name, isFolder }) => name + (isFolder ? '/' : '')),
  );

const FAT_NAMES = ['DCIM/', 'Music of the summer/', 'letter to Ann.txt', 'System Volume Information/'];

/** The screen with the question for the drive's name; it is not answered. */
function askedFor({ path, name }: LoopDevice): string {
  const terminal = openTerminal('100x30', programLine(`write '${image}' ${path}`));
  try {
    terminal.waitFor(`Type ${name} to continue`);
    return terminal.shot();
  } finally {
    terminal.stop();
  }
}

withFat(
  'a stick that is about to be overwritten is named by its top folders and files',
  async () => {
    const device = makeLoopDevice(DRIVE_BYTES);
    try {
      fillFat(device.path);
      expect(await namesOf(device.path)).toEqual([FAT_NAMES]);
      const planned = run(process.execPath, [programPath, 'write', image, device.path, '--dry-run']);
      expect(planned.stdout).toContain(`files, ${device.name}: DCIM/, Music of the summer/`);
      const json = run(process.execPath, [programPath, 'write', image, device.path, '--dry-run', '--json']);
      expect(JSON.parse(json.stdout).lost).toMatchObject([{ path: device.path, total: 4 }]);
    } finally {
      device.remove();
    }
  },
  60_000,
);

withFat(
  'at the prompt of the command line they stand above the question',
  () => {
    const device = makeLoopDevice(DRIVE_BYTES);
    try {
      fillFat(device.path);
      const shot = askedFor(device);
      expect(shot).toContain(`files, ${device.name}: ${FAT_NAMES.slice(0, 3).join(', ')}`);
    } finally {
      device.remove();
    }
  },
  60_000,
);

withDisk(
  'partitions that the system shows no devices for are looked into as well',
  async () => {
    const disk = join(room, 'disk.img');
    writeFileSync(disk, Buffer.alloc(DRIVE_BYTES));
    sure('sh', '-c', `printf 'label: dos\\n2048,16384,c\\n' | sfdisk -q '${disk}'`);
    fillFat(disk, 1 << 20);
    const [found] = await topNamesOf([place(disk)]);
    expect(found).toMatchObject([{ path: disk, partition: 1, total: 4 }]);
    const size = String(DRIVE_BYTES);
    const planned = run(process.execPath, [
      programPath,
      'write',
      image,
      disk,
      '--file-target',
      '--dry-run',
      '--expect-size',
      size,
    ]);
    expect(planned.stdout).toContain('files, disk.img, partition 1: DCIM/');
    const german = run(process.execPath, [
      programPath,
      '--lang',
      'de',
      'write',
      image,
      disk,
      '--file-target',
      '--dry-run',
    ]);
    expect(german.stdout).toContain('damit geht verloren:\n  Dateien, disk.img, Partition 1: DCIM/');
  },
  60_000,
);

withFat(
  'both wizards name them before anything is typed',
  () => {
    const device = makeLoopDevice(DRIVE_BYTES);
    try {
      fillFat(device.path);
      const terminal = openTerminal('100x60', programLine('--plain'));
      try {
        terminal.waitFor('Number: *$');
        terminal.type('2\r');
        terminal.waitFor('image');
        terminal.type(`${image}\r`);
        terminal.waitFor(`${device.name}, `);
        terminal.type(`${device.name}\r`);
        terminal.waitFor('Step [0-9] of [0-9]: Options|Options');
        terminal.type('\r');
        terminal.waitFor('files +DCIM/, Music of the summer/, letter to Ann.txt');
      } finally {
        terminal.stop();
      }
      const screens = openTerminal('100x30', `cd '${room}' && ${programLine()}`);
      try {
        screens.waitFor('What would you like to do');
        screens.keys('Down', 'Enter');
        screens.waitFor('Which image');
        screens.type('new');
        screens.waitFor('> new.img');
        screens.keys('Enter');
        screens.waitFor(`${device.name} `);
        for (let tries = 0; tries < 20 && !screens.shot().includes(`> ${device.name}`); tries++) {
          screens.keys('Down');
          screens.waitFor('> ');
        }
        screens.keys('Enter');
        screens.waitFor('Options');
        screens.keys('Enter');
        screens.waitFor('files +DCIM/, Music of the summer/, letter to Ann.txt');
      } finally {
        screens.stop();
      }
    } finally {
      device.remove();
    }
  },
  120_000,
);

/** File systems that this kernel can mount; not every one has FAT. */
const mountable = readFileSync('/proc/filesystems', 'utf8');
const mounted = (['ext4', 'vfat'] as const).filter((type) => new RegExp(`\\b${type}$`, 'm').test(mountable));

withMount.each(mounted)(
  'of a mounted %s the names are those that the system lists',
  async (fsType) => {
    const device = makeLoopDevice(DRIVE_BYTES);
    const at = join(room, `mounted-${fsType}`);
    mkdirSync(at);
    try {
      sure(`mkfs.${fsType}`, device.path);
      sure('mount', '-t', fsType, device.path, at);
      try {
        mkdirSync(join(at, 'DCIM'));
        writeFileSync(join(at, 'written now.txt'), 'not on the medium yet');
        const words = ['write', image, device.path, '--dry-run', '--unmount'];
        const planned = run(process.execPath, [programPath, ...words]);
        expect(planned.stdout).toContain(`files, ${device.name}: DCIM/, written now.txt`);
      } finally {
        sure('umount', at);
      }
    } finally {
      device.remove();
    }
  },
  60_000,
);

withExt(
  'the names on an ext4 that is not mounted are told too, beside its label, type and size',
  async () => {
    const device = makeLoopDevice(DRIVE_BYTES);
    const tree = join(room, 'thesis');
    mkdirSync(join(tree, 'chapters'), { recursive: true });
    writeFileSync(join(tree, 'thesis.tex'), 'to be written');
    try {
      sure('mkfs.ext4', '-q', '-L', 'THESIS', '-d', tree, device.path);
      expect(await namesOf(device.path)).toEqual([['chapters/', 'thesis.tex', 'lost+found/']]);
      const shot = askedFor(device);
      expect(shot).toMatch(/THESIS +ext4 +21\.0 MiB/);
      expect(shot).toContain('chapters');
    } finally {
      device.remove();
    }
  },
  60_000,
);

/** Looks that were given up end when the drive answers. */
async function closed(path: string): Promise<void> {
  for (let tries = 0; tries < 50 && openFiles().includes(path); tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      // The one the list was read with.
      return [];
    }
  });
}

withStuck(
  'a drive that hangs keeps nobody waiting, and the next one is named all the same',
  async () => {
    const stuck = makeFaultyDevice(13 << 20, { stuck: true });
    const file = join(room, 'next.img');
    try {
      writeFileSync(file, Buffer.alloc(9 << 20));
      fillFat(file);
      const next = { path: file, sizeBytes: 9 << 20, parts: [] };
      const hanging = { path: stuck.path, sizeBytes: stuck.sizeBytes, parts: [] };
      const [none, found, ...rest] = await topNamesOf([hanging, next, hanging, next], 1_000);
      expect(none).toEqual([]);
      expect(found).toMatchObject([{ total: 4 }]);
      // Two that hang are enough: what comes then is not asked.
      expect(rest).toEqual([[], []]);
    } finally {
      stuck.control({});
      await closed(stuck.path);
      stuck.remove();
    }
  },
  60_000,
);

withIso(
  'an ISO 9660 on a stick is read as ls reads it',
  async () => {
    const tree = join(room, 'tree');
    mkdirSync(join(tree, 'isolinux'), { recursive: true });
    writeFileSync(join(tree, 'README'), 'x');
    const iso = join(room, 'x.iso');
    sure('xorriso', '-as', 'mkisofs', '-quiet', '-r', '-J', '-o', iso, tree);
    const device = makeLoopDevice(DRIVE_BYTES, { contentOf: iso });
    try {
      expect(await namesOf(device.path)).toEqual([['isolinux/', 'README']]);
    } finally {
      device.remove();
    }
  },
  60_000,
);
