import { expect, test } from 'vitest';
import { refusalFailure } from '../../src/engine/contract/ports/refusal-failure.ts';
import { judge } from '../../src/hw/judge/drives.ts';
import { gatherLinux } from '../../src/hw/linux/gather.ts';
import { refusalText } from '../../src/words/refusals.ts';
import { remedy } from '../../src/words/remedies.ts';
import { fakeTree, STICK_SYS_PATH, STICK_TREE } from './fake-tree.ts';

// What lies on a stick is no use of it; what stands on it is.

const BLOCK = STICK_SYS_PATH.slice(1);
const { [`${BLOCK}/sda1/holders/dm-0`]: _held, 'sys/fs/ext4/sda1/state': _open, ...rest } = STICK_TREE;
const UNUSED = { ...rest, 'proc/self/mountinfo': '', 'proc/swaps': '' };

async function stickWith(files: Readonly<Record<string, string>>) {
  using tree = fakeTree({ ...UNUSED, ...files });
  return judge(await gatherLinux({ root: tree.root })).find(({ name }) => name === 'sda');
}

test.each(['crypto_LUKS', 'LVM2_member'])(
  'a closed %s stick is content: it is offered, and what is lost is said',
  async (fsType) => {
    const whole = await stickWith({ 'run/udev/data/b8:0': `E:ID_FS_TYPE=${fsType}\n` });
    const inPart = await stickWith({ 'run/udev/data/b8:1': `E:ID_FS_TYPE=${fsType}\n` });
    for (const drive of [whole, inPart]) {
      expect(drive?.refusals).toEqual([]);
      expect(drive?.warnings.map(({ code }) => code)).toContain('not-empty');
      expect(drive?.parts.map((part) => part.fsType)).toContain(fsType);
    }
  },
);

test.each([
  ['CRYPT-LUKS2-abc', 'keys', 'luks-member', 'sda1 is encrypted and open as keys'],
  ['LVM-abc', 'vg-data', 'lvm-member', 'sda1 belongs to LVM (vg-data)'],
])('an open one (%s) is in use, and what holds it is named', async (uuid, name, code, text) => {
  const dm = 'sys/devices/virtual/block/dm-0';
  const drive = await stickWith({
    [`${BLOCK}/sda1/holders/dm-0`]: '',
    [`${dm}/dev`]: '253:0\n',
    [`${dm}/size`]: '1000\n',
    [`${dm}/dm/name`]: `${name}\n`,
    [`${dm}/dm/uuid`]: `${uuid}\n`,
    [`${dm}/slaves/sda1`]: '',
    'sys/class/block/dm-0': `-> ../../../${dm}`,
  });
  expect(drive?.refusals.map((refusal) => [refusal.code, refusalText(refusal)])).toEqual([[code, text]]);
});

test('a model keeps its blanks and letters, and is not cut after 16 characters', async () => {
  const udev =
    'E:ID_MODEL=Samsung_Fit_Plus\nE:ID_MODEL_ENC=Samsung\\x20Fit\\x20Plus\\x20\\xc3\\xa4\\x2064GB\\x20\\x20\n';
  const drive = await stickWith({ 'run/udev/data/b8:0': udev });
  expect(drive?.model).toBe('Samsung Fit Plus ä 64GB');
});

test('a zoned drive takes no image, one without zones does', async () => {
  const zoned = await stickWith({ [`${BLOCK}/queue/zoned`]: 'host-managed\n' });
  expect(zoned?.refusals.map((refusal) => [refusal.code, refusalText(refusal)])).toEqual([
    ['zoned', 'a zoned drive (host-managed) cannot take an image'],
  ]);
  expect((await stickWith({ [`${BLOCK}/queue/zoned`]: 'none\n' }))?.refusals).toEqual([]);
});

test.each([
  ['linux_raid_member', 'sda1 is a member of a RAID (linux_raid_member)'],
  ['zfs_member', 'sda1 belongs to a ZFS pool'],
  ['bcache', 'sda1 belongs to bcache'],
])(
  'a member of a RAID or a pool (%s) is refused with the way out, and no program is blamed',
  async (fsType, said) => {
    const drive = await stickWith({ 'run/udev/data/b8:1': `E:ID_FS_TYPE=${fsType}\n` });
    const [refusal] = drive?.refusals ?? [];
    const { code, facts } = refusalFailure(drive!, refusal!);
    const { happened, next } = remedy({ code, facts });
    expect(happened).toContain(said);
    expect(next[0]).toContain('wipefs --all /dev/sda1');
  },
);
