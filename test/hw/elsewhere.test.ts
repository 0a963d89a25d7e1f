import { describe, expect, test } from 'vitest';
import { createMachine } from '../../src/hw/index.ts';
import { createHints, joinHints } from '../../src/hw/system-information.ts';
import { toldDrive } from '../../src/words/refusals.ts';
import { failureOf } from './loops.ts';

type Blocks = Parameters<typeof joinHints>[0];
type Disks = Parameters<typeof joinHints>[1];
type Usb = Parameters<typeof joinHints>[2];

const disks = [
  {
    device: '\\\\.\\PHYSICALDRIVE0',
    name: 'Samsung SSD 980',
    vendor: 'Samsung',
    size: 1e12,
    serialNum: 'S1',
    interfaceType: 'PCIe',
  },
  {
    device: '\\\\.\\PHYSICALDRIVE1',
    name: 'SanDisk Ultra',
    vendor: '',
    size: 32e9,
    serialNum: ' 4C53 ',
    interfaceType: 'USB',
  },
] as unknown as Disks;

function hints() {
  return createHints(async () => ({ disks: joinHints([], disks, []) }));
}

describe.each(['win32', 'darwin'])('%s', (platform) => {
  const machine = createMachine({ platform, hints: hints() });

  test('drives are listed, each refused with the reason', async () => {
    const drives = await machine.listDrives();
    expect(drives).toMatchObject([
      {
        path: '\\\\.\\PHYSICALDRIVE0',
        name: 'PHYSICALDRIVE0',
        sizeBytes: 1e12,
        transport: 'nvme',
        serial: 'S1',
      },
      { name: 'PHYSICALDRIVE1', sizeBytes: 32e9, transport: 'usb', serial: '4C53', removable: true },
    ]);
    for (const drive of drives) {
      expect(toldDrive(drive).refusals).toEqual([
        { code: 'not-supported-here', text: 'writing drives is not supported on this system yet' },
      ]);
    }
  });

  test('none can be opened, and nothing is elevated for it', async () => {
    expect(await failureOf(machine.openDrive('\\\\.\\PHYSICALDRIVE1', {}))).toEqual({
      code: 'not-supported-here',
      facts: { what: 'writing-drives', platform },
    });
    expect(machine.isPrivileged()).toBe(false);
    expect(machine.elevate(['/app/main.js'])).toBeUndefined();
  });
});

describe('systeminformation', () => {
  test('its lists are joined by path, and USB by serial', () => {
    const blocks = [
      {
        name: 'sda',
        type: 'disk',
        device: '/dev/sda',
        size: 32e9,
        serial: '4C53',
        model: 'Ultra',
        protocol: '',
      },
      { name: 'sr0', type: 'rom', device: '', size: 1, serial: '', model: 'DVD', protocol: 'sata' },
      { name: 'sda1', type: 'part', device: '/dev/sda', size: 1 },
    ] as unknown as Blocks;
    const usb = [{ serialNumber: '4C53', vendor: 'SanDisk', name: 'Ultra USB' }] as unknown as Usb;
    expect(joinHints(blocks, [], usb)).toMatchObject([
      { path: '/dev/sda', transport: 'usb', vendor: 'SanDisk', model: 'Ultra', removable: true },
      { path: '/dev/sr0', transport: 'sata', optical: true },
    ]);
  });

  test('a slow answer is not waited for, and is there the next time', async () => {
    let answer = (_: { disks: [] | ReturnType<typeof joinHints> }) => {};
    const slow = createHints(() => new Promise((resolve) => (answer = resolve)));
    expect(await slow.read(5)).toEqual({ disks: [] });
    const told = { disks: joinHints([], disks, []) };
    answer(told);
    expect(await slow.read(1000)).toEqual(told);
  });

  test('a failure is an empty answer', async () => {
    const broken = createHints(() => Promise.reject(new Error('no lsblk')));
    expect(await broken.read(1000)).toEqual({ disks: [] });
  });
});
