import { expect, test } from 'vitest';
import { judge } from '../../src/hw/judge/drives.ts';
import { gatherLinux } from '../../src/hw/linux/gather.ts';
import { refusalText } from '../../src/words/refusals.ts';
import { fakeTree, STICK_TREE } from './fake-tree.ts';
import { block, machine } from './machines.ts';

const UUID = '2026-11-30-07-00-00-00';

function drivesWith(startedFrom: string | undefined) {
  const stick = (name: string, probed: Record<string, string>) =>
    block({
      name,
      deviceNumber: `8:${name}`,
      sizeBytes: 1 << 30,
      probed,
      sysPath: `/sys/devices/usb1/${name}`,
    });
  const part = block({
    name: 'sdb1',
    deviceNumber: '8:17',
    sizeBytes: 1 << 20,
    partition: { number: 1, disk: 'sdb', startBytes: 0 },
    probed: { UUID },
  });
  const facts = {
    ...machine('lab-guest'),
    mounts: [],
    swaps: [],
    openFileSystems: [],
    lsblk: [],
    blocks: [stick('sda', { UUID }), stick('sdb', {}), part, stick('sdc', { UUID: 'other' })],
  };
  return judge(startedFrom === undefined ? facts : { ...facts, startedFrom });
}

test('the stick that a recovery image runs from is never a target, though nothing of it is mounted', () => {
  const refused = drivesWith(UUID).map(
    ({ name, refusals }) => `${name} ${refusals.map(({ code }) => code).join()}`,
  );
  expect(refused).toEqual(['sda boot-drive', 'sdb boot-drive', 'sdc ']);
  const [first] = drivesWith(UUID);
  expect(first?.refusals.map(refusalText)).toEqual(['the medium this runs from: sda']);
});

test('without such a word of the kernel no medium is refused for it', () => {
  expect(drivesWith(undefined).flatMap(({ refusals }) => refusals)).toEqual([]);
});

test('the kernel says which medium it is', async () => {
  using tree = fakeTree({
    ...STICK_TREE,
    'proc/cmdline': `quiet isowright.medium=${UUID} isowright.lang=de\n`,
  });
  expect((await gatherLinux({ root: tree.root })).startedFrom).toBe(UUID);
  using other = fakeTree({ ...STICK_TREE, 'proc/cmdline': 'quiet root=/dev/sda1\n' });
  expect((await gatherLinux({ root: other.root })).startedFrom).toBeUndefined();
});
