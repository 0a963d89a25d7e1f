import { expect, test } from 'vitest';
import type { PlanTarget } from '../../../../src/engine/contract/plan/plan.ts';
import type { Drive } from '../../../../src/engine/contract/ports/drive.ts';
import type { Machine } from '../../../../src/engine/contract/ports/machine.ts';
import { findAgain, type Looking } from '../../../../src/engine/jobs/steps/find-again.ts';

// Sticks of one make share what they say of themselves: which of them it was must be known by more than that.

const SIZE = 4 << 20;

function stick(name: string, serial: string, diskSequence: number): Drive {
  return {
    path: `/dev/${name}`,
    name,
    kind: 'disk',
    sizeBytes: SIZE,
    sectorBytes: 512,
    model: 'Flash Disk',
    serial,
    transport: 'usb',
    removable: true,
    readOnly: false,
    ids: [],
    deviceNumber: name === 'sdb' ? '8:16' : '8:32',
    diskSequence,
    parts: [],
    refusals: [],
    warnings: [],
  };
}

function planned(serial: string | undefined, diskSequence = 5): PlanTarget {
  return {
    kind: 'drive',
    path: '/dev/sdb',
    expect: { sizeBytes: SIZE, ...(serial !== undefined && { serial }), deviceNumber: '8:16', diskSequence },
  };
}

function find(target: PlanTarget, drives: readonly Drive[], isThisStart = true) {
  const machine = { listDrives: async () => [...drives] } as Partial<Machine> as Machine;
  const looking: Looking = { machine, isThisStart, files: {}, way: {} };
  return findAgain(target, looking);
}

test('the very device is the same, whatever it says of itself', async () => {
  for (const serial of ['', '000000', '0123456789AB', 'A1B2C3D4E5']) {
    const found = await find(planned(serial), [stick('sdb', serial, 5), stick('sdc', serial, 6)]);
    expect(found).toMatchObject({ known: 'same', target: { path: '/dev/sdb' } });
  }
});

test('a twin in its place, with a serial that says nothing, is no more than alike', async () => {
  for (const serial of ['000000', '0123456789AB', '1234567890'])
    expect(await find(planned(serial), [stick('sdb', serial, 9)])).toMatchObject({ known: 'like' });
  expect(await find(planned('A1B2C3D4E5'), [stick('sdc', 'A1B2C3D4E5', 9)])).toMatchObject({
    known: 'named',
    target: { path: '/dev/sdc', expect: { diskSequence: 9 } },
  });
});

test('counts of an earlier start of the system say nothing: the twin has the very same', async () => {
  expect(await find(planned('000000'), [stick('sdb', '000000', 5)], false)).toMatchObject({ known: 'like' });
  await expect(find(planned(''), [stick('sdb', '', 5)], false)).rejects.toMatchObject({
    code: 'drive-not-recognized',
  });
  await expect(find(planned(undefined), [stick('sdb', '', 5)], false)).rejects.toMatchObject({
    code: 'drive-not-recognized',
  });
});

test('of two that say the same, and neither of which is the very device, none is taken', async () => {
  const twins = [stick('sdb', 'A1B2C3D4E5', 8), stick('sdc', 'A1B2C3D4E5', 9)];
  await expect(find(planned('A1B2C3D4E5'), twins)).rejects.toMatchObject({ code: 'identity-mismatch' });
});
