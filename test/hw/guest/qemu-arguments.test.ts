import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { firmwareFiles } from '../../../src/hw/guest/firmware-files.ts';
import { qemuArguments } from '../../../src/hw/guest/qemu-arguments.ts';

const room = mkdtempSync(join(tmpdir(), 'isowright-guest-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const parts = { path: '/a,b.iso', variables: '/v', serial: '/s', accelerator: 'tcg' } as const;
const drives = (medium: 'cd' | 'usb') =>
  qemuArguments({ ...parts, medium }).filter((word) => word.startsWith('if=none'));

test('neither as disc nor as stick is the image written to, and a comma in its name is a comma', () => {
  expect(drives('cd')).toEqual([expect.stringMatching(/file=\/a,,b\.iso,media=cdrom,readonly=on$/)]);
  expect(drives('usb')).toEqual([expect.stringMatching(/file=\/a,,b\.iso,snapshot=on$/)]);
});

test('the machine has no network, no settings of the person, and no other medium to start from', () => {
  const words = qemuArguments({ ...parts, medium: 'usb' }).join(' ');
  for (const said of ['-nic none', '-no-user-config', '-nodefaults', '-boot strict=on'])
    expect(words).toContain(said);
});

function describe(name: string, features: readonly string[], more: object = {}): void {
  for (const file of [`${name}.code`, `${name}.vars`]) writeFileSync(join(room, file), '');
  const mapping = {
    device: 'flash',
    executable: { filename: join(room, `${name}.code`), format: 'raw' },
    'nvram-template': { filename: join(room, `${name}.vars`), format: 'raw' },
  };
  const targets = [{ architecture: 'x86_64', machines: ['pc-q35-*'] }];
  mkdirSync(join(room, 'all'), { recursive: true });
  writeFileSync(join(room, 'all', `${name}.json`), JSON.stringify({ mapping, targets, features, ...more }));
}

test('firmware is found by what its package says of it', () => {
  describe('10-arm', [], { targets: [{ architecture: 'aarch64' }] });
  describe('20-keys', ['secure-boot', 'enrolled-keys', 'requires-smm']);
  describe('30-no-keys', ['secure-boot', 'requires-smm']);
  describe('40-plain', ['acpi-s3']);
  writeFileSync(join(room, 'all', '05-broken.json'), '{');
  const folders = [join(room, 'none'), join(room, 'all')];
  expect(firmwareFiles('uefi', folders)?.code).toMatch(/40-plain\.code$/);
  expect(firmwareFiles('secure-boot', folders)).toMatchObject({
    code: expect.stringMatching(/20-keys\.code$/),
    needsSmm: true,
  });
  rmSync(join(room, '20-keys.vars'));
  expect(firmwareFiles('secure-boot', folders)).toBeUndefined();
});
