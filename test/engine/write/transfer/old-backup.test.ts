import { expect, test } from 'vitest';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';
import { transferOf } from '../../../fakes/transfer-of.ts';

// The second copy of an old GPT, at the end of the drive, outlived an image that was smaller.

const MIB = 1 << 20;
const CAPACITY_BYTES = 8 * MIB;
const image = seededBytes(3 * MIB + 700, 5);

function driveWith(headerByte: number, blockBytes = 512, headBytes = MIB): FakeTarget {
  const target = new FakeTarget({ capacityBytes: CAPACITY_BYTES, blockBytes, headBytes });
  target.stored.set(Buffer.from('EFI PART'), headerByte);
  return target;
}

const signatureAt = (target: FakeTarget, atByte: number) =>
  Buffer.from(target.stored.subarray(atByte, atByte + 8)).toString('latin1');

test.each([
  ['512-byte blocks', CAPACITY_BYTES - 512, 512],
  ['512-byte blocks, on a drive of 4096', CAPACITY_BYTES - 512, 4096],
  ['4096-byte blocks', CAPACITY_BYTES - 4096, 4096],
  ['4096-byte blocks, on a drive of 512', CAPACITY_BYTES - 4096, 512],
])('an old second header in %s is wiped, and said', async (_name, headerByte, blockBytes) => {
  const target = driveWith(headerByte, blockBytes);
  const { lanes, facts } = await transferOf(fakeImage(image), [target]);
  expect(lanes[0]?.lane.state).toBe('proved');
  expect(signatureAt(target, headerByte)).not.toBe('EFI PART');
  expect(facts).toContainEqual({ event: 'note', code: 'old-table-wiped', target: target.name });
});

test('a second header that the image brings itself stays', async () => {
  const whole = seededBytes(CAPACITY_BYTES, 6);
  whole.set(Buffer.from('EFI PART'), CAPACITY_BYTES - 512);
  const target = driveWith(CAPACITY_BYTES - 512);
  const { facts } = await transferOf(fakeImage(whole), [target]);
  expect(signatureAt(target, CAPACITY_BYTES - 512)).toBe('EFI PART');
  expect(facts.map((fact) => ('code' in fact ? fact.code : ''))).not.toContain('old-table-wiped');
});

test('a second header that the job wrote before stays', async () => {
  const target = driveWith(CAPACITY_BYTES - 512);
  await transferOf(fakeImage(image), [target], { hasOwnEnd: true });
  expect(signatureAt(target, CAPACITY_BYTES - 512)).toBe('EFI PART');
});

test('a file that is no drive keeps what it has behind the image', async () => {
  const target = driveWith(CAPACITY_BYTES - 512, 512, 0);
  await transferOf(fakeImage(image), [target]);
  expect(signatureAt(target, CAPACITY_BYTES - 512)).toBe('EFI PART');
});

test('an end that cannot be read is left alone, and the write is good', async () => {
  const target = new FakeTarget({
    capacityBytes: CAPACITY_BYTES,
    headBytes: MIB,
    faults: { failReadAt: CAPACITY_BYTES - 512 },
  });
  const { lanes } = await transferOf(fakeImage(image), [target]);
  expect(lanes[0]?.lane.state).toBe('proved');
});
