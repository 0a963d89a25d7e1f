import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { carriedOut } from '../../../src/cli/trial/carried-out.ts';
import { guestFirmwares, guestMedia } from '../../../src/engine/contract/ports/guest.ts';
import { createMachine } from '../../../src/hw/index.ts';
import { verdictText } from '../../../src/words/trial.ts';
import { makeImage } from '../../engine/author/making.ts';
import { grubBios, grubEfi, grubMenu, installerTree } from '../../rigs/boot-trees.ts';

// Whatever is forecast is what happens: the table of docs/try.md.

const room = mkdtempSync(join(tmpdir(), 'isowright-campaign-try-'));
const rows: string[] = [];
const outlook = { machine: createMachine(), workingFolder: room };

async function made(name: string, build: (folder: string) => void): Promise<string> {
  const folder = join(room, name);
  mkdirSync(folder);
  build(folder);
  const path = `${folder}.iso`;
  await makeImage(folder, path, {});
  return path;
}

const images: Record<string, string> = {
  ipxe: '/usr/lib/ipxe/ipxe.iso',
  'grub-rescue': '/usr/lib/grub-rescue/grub-rescue-cdrom.iso',
};

beforeAll(async () => {
  images['grub, not signed'] = await made('grub', (folder) => {
    grubBios(folder);
    grubEfi(folder);
    grubMenu(folder, 'grub');
  });
  const installer = await made('installer', installerTree);
  images['Debian installer'] = installer;
  images['data alone'] = await made('data', (folder) => writeFileSync(join(folder, 'a.txt'), 'text'));
  // What a download leaves that broke off: the volume begins, and the loaders are missing.
  images['the installer, cut'] = join(room, 'cut.iso');
  writeFileSync(images['the installer, cut'], readFileSync(installer).subarray(0, 96 << 10));
  images['an empty drive'] = join(room, 'empty.img');
  writeFileSync(images['an empty drive'], Buffer.alloc(4 << 20));
}, 300_000);

afterAll(() => {
  rmSync(room, { recursive: true, force: true });
  console.log(
    ['| image | firmware | medium | forecast | what was seen |', '|---|---|---|---|---|', ...rows].join('\n'),
  );
});

const names = [
  'ipxe',
  'grub-rescue',
  'grub, not signed',
  'Debian installer',
  'data alone',
  'the installer, cut',
  'an empty drive',
];

for (const name of names)
  for (const firmware of guestFirmwares)
    for (const medium of guestMedia)
      test(`${name}: ${firmware} from ${medium}`, async () => {
        const path = images[name] ?? '';
        const before = readFileSync(path);
        const { chosen, verdict } = await carriedOut(
          { path, firmware, medium },
          { limitMs: 90_000, nowMs: Date.now },
          outlook,
        );
        const said =
          chosen.forecast === 'unknown' ? 'not certain' : chosen.forecast ? 'boots' : 'does not boot';
        rows.push(`| ${name} | ${firmware} | ${medium} | ${said} | ${verdictText(verdict)} |`);
        expect(readFileSync(path).equals(before)).toBe(true);
        expect([chosen.forecast, 'unknown']).toContain(
          chosen.forecast === 'unknown' ? 'unknown' : verdict.started,
        );
      });
