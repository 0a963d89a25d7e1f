import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { inspectImage } from '../../src/engine/read/inspect/inspect.ts';
import { author, makeImage, temporaryFolder } from '../engine/author/making.ts';
import type { Need } from '../fakes/rigs.ts';
import { rig } from '../fakes/rigs.ts';
import { showing } from '../oracles/conformance.ts';
import { extracted } from './boot-trees.ts';

// Images of others, taken apart as a person would and made again from their files: they start where they did.

const room = temporaryFolder();
const needs: Need[] = ['rigs', 'tool:qemu-system-x86_64', 'tool:xorriso'];

async function rebuilt(image: string, name: string): Promise<string> {
  const folder = join(room, name);
  extracted(image, folder);
  const path = `${folder}.iso`;
  await makeImage(folder, path);
  return path;
}

function boots(image: string, modes: string, words: string, ...more: string[]): void {
  rig('boot.sh', image, modes, words, '--timeout', '60', ...more);
}

/** What our own reader says of a folder's image. */
async function forecast(name: string): Promise<string> {
  const image = await author(join(room, name));
  const found = await inspectImage(image);
  await image.close();
  return found.forecast
    .map(({ firmware, medium, boots: answer }) => `${firmware} ${medium} ${answer}`)
    .join(', ');
}

showing({ cases: [62], judge: 'SeaBIOS', needs }, "GRUB's rescue image", async () => {
  const image = await rebuilt('/usr/lib/grub-rescue/grub-rescue-cdrom.iso', 'rescue');
  boots(image, 'bios-cd,bios-usb', 'GNU GRUB|grub>');
  expect(await forecast('rescue')).toBe('bios cd true, bios usb true, uefi-x64 cd false, uefi-x64 usb false');
});

showing(
  { cases: [62], judge: 'SeaBIOS, OVMF', needs },
  'iPXE: isolinux and an EFI image in its tree',
  async () => {
    const image = await rebuilt('/usr/lib/ipxe/ipxe.iso', 'ipxe');
    boots(image, 'bios-cd,bios-usb', 'iPXE');
    boots(image, 'uefi-cd,uefi-usb', 'iPXE init|iPXE 1');
    expect(await forecast('ipxe')).toBe('bios cd true, bios usb true, uefi-x64 cd true, uefi-x64 usb true');
  },
);

showing(
  { cases: [62, 64], judge: 'SeaBIOS, OVMF', needs },
  'memtest86+: a floppy image, and a partition that lay outside its tree',
  async () => {
    const image = await rebuilt('/usr/lib/memtest86+/memtest86+x64.iso', 'memtest');
    boots(image, 'bios-cd', 'Memtest86', '--vga');
    // By UEFI it draws pictures: that it was loaded and started is seen on the serial line.
    boots(image, 'uefi-cd,uefi-usb', 'BdsDxe: starting Boot\\d+ .*\\n');
    expect(await forecast('memtest')).toBe(
      'bios cd true, bios usb false, uefi-x64 cd true, uefi-x64 usb true',
    );
  },
);

showing({ cases: [64], judge: 'SeaBIOS', needs }, 'a folder with nothing but a floppy image', async () => {
  const source = join(room, 'floppy-source');
  extracted('/usr/lib/memtest86+/memtest86+x64.iso', source);
  const folder = join(room, 'floppy');
  mkdirSync(join(folder, 'boot'), { recursive: true });
  copyFileSync(join(source, 'boot/floppy.img'), join(folder, 'boot/floppy.img'));
  await makeImage(folder, `${folder}.iso`);
  boots(`${folder}.iso`, 'bios-cd', 'Memtest86', '--vga');
});
