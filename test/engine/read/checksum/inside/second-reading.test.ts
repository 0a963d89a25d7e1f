import { expect, test } from 'vitest';
import { checkedInside } from '../../../../../src/engine/read/checksum/inside/check-inside.ts';
import { insideOf } from '../../../../../src/engine/read/checksum/inside/find-inside.ts';
import { seededBytes } from '../../../../fakes/fake-image.ts';
import { FakeTarget } from '../../../../fakes/fake-target.ts';
import { transferOf } from '../../../../fakes/transfer-of.ts';
import { fakeVolume, md5, text, tree } from './fake-volume.ts';

// Files that do not come in order are read once more, after the pass: what they are judged by must be what passed.

const kernel = seededBytes(200_000, 3);
/** The halves of the kernel, the second one first. */
const runs = [
  { atByte: 100_000, lengthBytes: 100_000 },
  { atByte: 0, lengthBytes: 100_000 },
];
const backwards = Buffer.concat(runs.map(({ atByte }) => kernel.subarray(atByte, atByte + 100_000)));

/** Verifies the image against a drive; `spoil` changes what is read after the pass. */
async function verify(spoil: (atByte: number, into: Uint8Array) => void) {
  const { image, volume } = fakeVolume(
    tree({ kernel, backwards: { runs }, 'md5sum.txt': text(`${md5(backwards)}  backwards\n`) }),
  );
  const options = { path: 'x.iso', signal: new AbortController().signal };
  const found = await insideOf(image, [volume], options);
  const drive = new FakeTarget();
  await image.read(0, drive.stored.subarray(0, image.sizeBytes));
  let readToByte = 0;
  let verdicts = 0;
  const changing = {
    ...image,
    async read(atByte: number, into: Uint8Array): Promise<void> {
      await image.read(atByte, into);
      if (atByte < readToByte) spoil(atByte, into);
      readToByte = Math.max(readToByte, atByte + into.length);
    },
  };
  const checked = checkedInside(changing, found, {
    ...options,
    onApart: () => undefined,
    onVerdicts: (all) => {
      verdicts = all.length;
    },
  });
  const ran = await transferOf(checked, [drive], { write: false });
  return { ...ran, verdicts };
}

test('a file that does not come in order is held against its checksum as it passed', async () => {
  const { failure, lanes, verdicts } = await verify(() => undefined);
  expect(failure).toBeUndefined();
  expect([lanes[0]?.lane.state, verdicts]).toEqual(['proved', 1]);
});

test('a source that gives other bytes for it afterwards has changed, whatever these would prove', async () => {
  const { failure, verdicts } = await verify((_atByte, into) => into.fill(0));
  expect(failure).toMatchObject({ code: 'source-changed' });
  expect(verdicts).toBe(0);
});
