import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { BootFacts } from '../../../../src/engine/contract/events/boot-facts.ts';
import type { AuthorOptions } from '../../../../src/engine/contract/plan/plan.ts';
import { bootNoteText, bootWords } from '../../../../src/words/boot.ts';
import { author, temporaryFolder } from '../making.ts';
import {
  efiImage,
  fakeEtfsboot,
  fakeGrubImage,
  fakeIsolinux,
  floppyImage,
  putFile,
  putFiles,
  windowsTree,
} from './trees.ts';

const room = temporaryFolder();
let made = 0;

type Build = (folder: string) => void;

function folderOf(build: Build): string {
  const folder = join(room, `tree${made++}`);
  mkdirSync(folder, { recursive: true });
  build(folder);
  return folder;
}

async function factsOf(
  build: Build,
  options: Partial<AuthorOptions> = {},
): Promise<BootFacts & { label: string }> {
  const image = await author(folderOf(build), options);
  await image.close();
  return { ...image.boot, label: image.label };
}

/** One line a case: profile, loaders, table. */
function line({ profile, bios, efi, table }: BootFacts): string {
  return [profile, bios && `${bios.loader} ${bios.path}`, efi && `${efi.from} ${efi.path}`, table]
    .map((part) => part ?? '-')
    .join(' | ');
}

describe('what a folder is and what starts from it', () => {
  const cases: readonly [string, Build, string][] = [
    ['plain data', (at) => putFiles(at, 'a', 'b/c'), 'data | - | - | none'],
    ['nothing', () => {}, 'data | - | - | none'],
    [
      'Debian live',
      (at) => {
        putFile(at, 'isolinux/isolinux.bin', fakeIsolinux());
        putFile(at, 'boot/grub/efi.img', efiImage());
        putFiles(at, 'live/filesystem.squashfs', '.disk/info');
      },
      'debian-live | isolinux /isolinux/isolinux.bin | image /boot/grub/efi.img | gpt',
    ],
    [
      'Debian installer',
      (at) => {
        putFile(at, 'isolinux/isolinux.bin', fakeIsolinux());
        putFile(at, 'boot/grub/efi.img', efiImage());
        putFiles(at, 'dists/bookworm/Release', 'pool/a', 'install.amd/vmlinuz');
      },
      'debian-installer | isolinux /isolinux/isolinux.bin | image /boot/grub/efi.img | gpt',
    ],
    [
      'Ubuntu, whose EFI image lay outside its tree',
      (at) => {
        putFile(at, 'boot/grub/i386-pc/eltorito.img', fakeGrubImage());
        putFiles(
          at,
          'casper/vmlinuz',
          'casper/initrd',
          '.disk/info',
          'EFI/boot/bootx64.efi',
          'EFI/boot/grubx64.efi',
        );
      },
      'ubuntu | grub /boot/grub/i386-pc/eltorito.img | built /EFI/boot | gpt',
    ],
    [
      'Fedora live',
      (at) => {
        putFile(at, 'images/eltorito.img', fakeGrubImage());
        putFiles(at, 'LiveOS/squashfs.img', 'EFI/BOOT/BOOTX64.EFI', 'EFI/BOOT/BOOTIA32.EFI');
      },
      'fedora | grub /images/eltorito.img | built /EFI/BOOT | gpt',
    ],
    [
      'Arch live',
      (at) => {
        putFile(at, 'boot/syslinux/isolinux.bin', fakeIsolinux());
        putFiles(at, 'arch/x86_64/airootfs.sfs', 'EFI/BOOT/BOOTx64.EFI', 'loader/loader.conf');
      },
      'arch | isolinux /boot/syslinux/isolinux.bin | built /EFI/BOOT | gpt',
    ],
    [
      'Windows',
      windowsTree,
      'windows | windows /boot/etfsboot.com | image /efi/microsoft/boot/efisys.bin | none',
    ],
    [
      'Windows in capitals',
      (at) => {
        putFile(at, 'BOOT/ETFSBOOT.COM', fakeEtfsboot());
        putFiles(at, 'BOOTMGR', 'SOURCES/INSTALL.ESD');
      },
      'windows | windows /BOOT/ETFSBOOT.COM | - | none',
    ],
    [
      'systemd-boot',
      (at) => putFiles(at, 'EFI/BOOT/BOOTX64.EFI', 'loader/entries/a.conf'),
      'systemd-boot | - | built /EFI/BOOT | gpt',
    ],
    ['only UEFI', (at) => putFiles(at, 'efi/boot/bootaa64.efi'), 'efi | - | built /efi/boot | gpt'],
    [
      'a floppy image',
      (at) => putFile(at, 'boot/floppy.img', floppyImage()),
      'floppy | floppy /boot/floppy.img | - | none',
    ],
    [
      'a file of the size of a floppy',
      (at) => putFile(at, 'boot/data.img', new Uint8Array(1440 * 1024)),
      'data | - | - | none',
    ],
    [
      'isolinux somewhere else',
      (at) => putFile(at, 'some/where/isolinux.bin', fakeIsolinux()),
      'isolinux | isolinux /some/where/isolinux.bin | - | mbr',
    ],
    ['isolinux without content', (at) => putFile(at, 'isolinux/isolinux.bin', ''), 'isolinux | - | - | none'],
  ];

  // Sticks need boot code of the machine: with a copy in the folder the answer is the same everywhere.
  const withCode =
    (build: Build): Build =>
    (at) => {
      putFile(at, 'isolinux/isohdpfx.bin', new Uint8Array(432).fill(0x90));
      putFile(at, 'boot/grub/i386-pc/boot_hybrid.img', new Uint8Array(512).fill(0x90));
      build(at);
    };
  const needsCode = (expected: string) => /isolinux \/|grub \//.test(expected);

  test.each(cases)('%s', async (_name, build, expected) => {
    expect(line(await factsOf(needsCode(expected) ? withCode(build) : build))).toBe(expected);
  });
});

describe('what cannot start is said before the build, with the way out', () => {
  const notes = async (build: Build, options?: Partial<AuthorOptions>) =>
    (await factsOf(build, options)).notes.map(({ code, about }) => `${code} ${about ?? ''}`.trim());

  test('a Windows tree without its boot images', async () => {
    const facts = await factsOf((at) => putFiles(at, 'bootmgr', 'sources/boot.wim'));
    expect(facts.notes.map(({ code }) => code)).toEqual(['bios-image-missing', 'efi-image-missing']);
    expect(bootNoteText(facts.notes[0]!)).toMatch(/boot\/etfsboot\.com.*--boot-from ORIGINAL\.iso/);
    expect(bootNoteText(facts.notes[1]!)).toMatch(/--boot-from ORIGINAL\.iso/);
  });

  test('a Windows tree with its loader and without its EFI image', async () => {
    const found = await notes((at) => {
      putFile(at, 'boot/etfsboot.com', fakeEtfsboot());
      putFiles(at, 'bootmgr', 'sources/boot.wim', 'efi/boot/bootx64.efi');
    });
    expect(found).toEqual(['efi-image-missing efi/microsoft/boot/efisys.bin', 'windows-stick']);
  });

  test('a Fedora tree whose EFI image was not among its files', async () => {
    const found = await notes((at) => putFiles(at, 'LiveOS/squashfs.img', 'images/pxeboot/vmlinuz'));
    expect(found).toEqual(['bios-image-missing images/eltorito.img', 'efi-image-missing images/efiboot.img']);
  });

  test('an EFI image that is no FAT file system, or has no loader', async () => {
    const found = await notes((at) => {
      putFile(at, 'boot/grub/efi.img', 'nothing');
      putFile(at, 'efi.img', efiImage('OTHER.EFI'));
    });
    expect(found).toEqual(['efi-image-unusable /boot/grub/efi.img', 'efi-image-unusable /efi.img']);
  });

  test('an isolinux that sticks cannot start', async () => {
    const old = fakeIsolinux().fill(0, 64, 68);
    expect(await notes((at) => putFile(at, 'isolinux/isolinux.bin', old))).toEqual([
      'isolinux-not-hybrid /isolinux/isolinux.bin',
    ]);
  });

  test('nothing, when boot files shall stay plain files', async () => {
    const facts = await factsOf(windowsTree, { boot: 'none' });
    expect(line(facts)).toBe('data | - | - | none');
    expect(facts.notes.map(({ code }) => code)).toEqual(['boot-left-out']);
  });

  test('without hybrid there is no partition table', async () => {
    const facts = await factsOf((at) => putFiles(at, 'EFI/BOOT/BOOTX64.EFI'), { hybrid: false });
    expect(line(facts)).toBe('efi | - | built /EFI/BOOT | none');
  });
});

describe('labels that boot menus look for', () => {
  const live =
    (menu: string, path = 'boot/grub/grub.cfg'): Build =>
    (at) => {
      putFiles(at, 'LiveOS/squashfs.img', 'EFI/BOOT/BOOTX64.EFI');
      putFile(at, path, menu);
    };

  test.each([
    [
      'linux /vmlinuz root=live:CDLABEL=Fedora-WS-Live-41 rd.live.image',
      'boot/grub/grub.cfg',
      'Fedora-WS-Live-41',
    ],
    ["search --no-floppy --set=root -l 'My_Live'", 'EFI/BOOT/grub.cfg', 'My_Live'],
    ['options archisobasedir=arch archisolabel=ARCH_202411', 'loader/entries/01.conf', 'ARCH_202411'],
    ['append inst.stage2=hd:LABEL=Rocky\\x209 quiet', 'isolinux/isolinux.cfg', 'Rocky 9'],
  ])('%s', async (menu, path, label) => {
    const facts = await factsOf(live(menu, path));
    expect(facts.label).toBe(label);
    expect(facts.notes).toContainEqual({ code: 'label-kept', about: label });
  });

  test('another label is a warning that names the right one', async () => {
    const facts = await factsOf(live('root=live:CDLABEL=WANTED'), { label: 'OTHER' });
    expect(facts.label).toBe('OTHER');
    const note = facts.notes.find(({ code }) => code === 'label-differs')!;
    expect(bootNoteText(note)).toContain('Use --label WANTED');
  });

  test('a variable is no label; a date is said', async () => {
    const facts = await factsOf(live('root=live:CDLABEL=$label archisosearchuuid=2024-11-01-10-09-22-00'));
    expect(facts.label).toMatch(/^tree\d+$/);
    expect(facts.notes).toContainEqual({ code: 'date-kept', about: '2024-11-01-10-09-22-00' });
    const other = await factsOf(live('archisosearchuuid=2024-11-01-10-09-22-00'), {
      volume: { createdAt: 5 },
    });
    expect(other.notes).toContainEqual({ code: 'date-differs', about: '2024-11-01-10-09-22-00' });
  });
});

test('all of it in words', async () => {
  const facts = await factsOf(windowsTree);
  expect(bootWords(facts, [])).toEqual([
    'The folder is a Windows installation or recovery medium.',
    "BIOS: Windows' boot manager, /boot/etfsboot.com",
    'UEFI: /efi/microsoft/boot/efisys.bin',
    'note: Windows media boot from disc, but not from a stick that the image is written to as it is: a stick needs the files',
  ]);
});
