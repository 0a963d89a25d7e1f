import { copyFileSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { AuthorOptions } from '../../src/engine/contract/plan/plan.ts';
import { putFile } from '../engine/author/boot/trees.ts';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import type { Need } from '../fakes/rigs.ts';
import { rig } from '../fakes/rigs.ts';
import { showing } from '../oracles/conformance.ts';
import { grubBios, grubEfi, grubMenu, installerTree, isolinuxTree, secureTree } from './boot-trees.ts';

// Firmware starts images of our engine: SeaBIOS and OVMF, from CD and from stick.

const room = temporaryFolder();
const needs: Need[] = ['rigs', 'tool:qemu-system-x86_64', 'tool:grub-mkimage'];

async function imageOf(name: string, build: (folder: string) => void, options: Partial<AuthorOptions> = {}) {
  const folder = join(room, name);
  mkdirSync(folder);
  build(folder);
  const path = `${folder}.iso`;
  await makeImage(folder, path, options);
  return path;
}

/** Fails when the words are not seen in every mode. */
function boots(image: string, modes: string, words: string, ...more: string[]): void {
  rig('boot.sh', image, modes, words, '--timeout', '60', ...more);
}

/** A copy with one byte turned over. */
function withFlipped(image: string, atByte: number): string {
  const copy = `${image}.${atByte}`;
  copyFileSync(image, copy);
  const byte = readFileSync(image)[atByte]!;
  writeSync(openSync(copy, 'r+'), Uint8Array.of(byte ^ 1), 0, 1, atByte);
  return copy;
}

showing({ cases: [60], judge: 'SeaBIOS', needs }, 'an isolinux tree starts from CD and stick', async () => {
  boots(await imageOf('isolinux', isolinuxTree), 'bios-cd,bios-usb', 'isowright isolinux ready');
});

showing(
  { cases: [59], judge: 'SeaBIOS, OVMF', needs },
  'a GRUB tree starts everywhere: its EFI system partition is built by us',
  async () => {
    const image = await imageOf('grub', (folder) => {
      grubBios(folder);
      grubEfi(folder);
      grubMenu(folder, 'grub');
    });
    boots(image, 'bios-cd,bios-usb,uefi-cd,uefi-usb', 'isowright grub ready');
    // Without its boot record the stick starts from the partition alone.
    boots(withFlipped(image, 17 * 2048), 'uefi-usb', 'isowright grub ready');
  },
);

showing(
  { cases: [59], judge: 'OVMF, Secure Boot', needs },
  'signed loaders and kernel start with Secure Boot',
  async () => {
    const image = await imageOf('secure', secureTree);
    boots(image, 'sb-usb', 'Secure boot enabled');
    boots(image, 'sb-cd', 'isowright secure ready');
  },
);

showing(
  { cases: [59], judge: 'Debian installer', needs: [...needs, 'tool:dpkg-deb'] },
  "Debian's installer starts everywhere, with Secure Boot too",
  async () => {
    const image = await imageOf('installer', installerTree);
    boots(image, 'bios-cd,bios-usb,uefi-cd,sb-usb', 'Run /init as init process');
  },
);

showing({ cases: [54], judge: 'OVMF', needs }, 'a wrong checksum of the catalogue is refused', async () => {
  const image = await imageOf('checksum', (folder) => {
    grubEfi(folder);
    grubMenu(folder, 'checksum');
  });
  const catalogue = readFileSync(image).readUInt32LE(17 * 2048 + 71) * 2048;
  boots(withFlipped(image, catalogue + 28), 'uefi-cd', 'BdsDxe: (failed to load|No bootable)');
  boots(image, 'uefi-cd', 'isowright checksum ready');
});

showing(
  { cases: [56], judge: 'OVMF', needs },
  'EFI system partitions of 1.4, 31.9 and 33 MiB start',
  async () => {
    for (const [name, mebibytes, stated] of [
      ['small', 0.8, true],
      ['medium', 31.1, true],
      ['large', 32.5, false],
    ] as const) {
      const image = await imageOf(`esp-${name}`, (folder) => {
        grubEfi(folder);
        grubMenu(folder, name);
        putFile(folder, 'EFI/BOOT/filler.bin', new Uint8Array(mebibytes * 2 ** 20).fill(1));
      });
      const bytes = readFileSync(image);
      const sectors = bytes.readUInt16LE(bytes.readUInt32LE(17 * 2048 + 71) * 2048 + 32 + 6);
      expect(sectors > 0).toBe(stated);
      boots(image, 'uefi-cd', `isowright ${name} ready`);
    }
  },
);
