import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Inspection } from '../../../../src/engine/contract/events/inspection.ts';
import { inspectImage } from '../../../../src/engine/read/inspect/inspect.ts';
import { beginningOf } from '../../../../src/engine/read/open/beginning-of.ts';
import { driveImage } from '../../../../src/engine/read/open/drive-image.ts';
import { toldInspection } from '../../../../src/words/inspection.ts';
import { fakeStream } from '../../../fakes/fake-stream.ts';
import { FakeTarget } from '../../../fakes/fake-target.ts';
import { efiImage, fakeIsolinux, putFile } from '../../author/boot/trees.ts';
import { author, bytesOf, temporaryFolder } from '../../author/making.ts';
import { mediaTree } from '../browse/media-tree.ts';
import { udfMedia } from '../browse/udf-media.ts';

// Images that come in order, drives, and UDF: what `inspect` says of them.

const MIB = 1 << 20;
let hybrid: Uint8Array;

beforeAll(async () => {
  const folder = join(temporaryFolder(), 'hybrid');
  mkdirSync(folder);
  putFile(folder, 'isolinux/isolinux.bin', fakeIsolinux());
  putFile(folder, 'isolinux/isohdpfx.bin', new Uint8Array(432).fill(0x90));
  putFile(folder, 'boot/grub/efi.img', efiImage());
  const image = await author(folder);
  hybrid = await bytesOf(image);
  await image.close();
});

const answers = ({ forecast }: Inspection) => forecast.map(({ boots }) => boots);
const noteCodes = ({ notes }: Inspection) => notes.map(({ code }) => code);

async function inspectWhole(bytes: Uint8Array): Promise<Inspection> {
  return inspectImage({
    sizeBytes: bytes.length,
    read: async (at, into) => into.set(bytes.subarray(at, at + into.length)),
  });
}

/** A stream that says its size, and what was taken of it. */
function sized(bytes: Uint8Array) {
  const stream = fakeStream(bytes);
  let takenBytes = 0;
  return {
    ...stream,
    sizeBytes: bytes.length,
    readNext: async (into: Uint8Array) => {
      const count = await stream.readNext(into);
      takenBytes += count;
      return count;
    },
    taken: () => takenBytes,
  };
}

describe('an image that comes in order', () => {
  test('is told like a whole one when it is short, also when nobody said its size', async () => {
    const whole = await inspectWhole(hybrid);
    expect(await inspectImage(await beginningOf(fakeStream(hybrid), 64 * MIB))).toEqual(whole);
    expect(await inspectImage(await beginningOf(sized(hybrid), 64 * MIB))).toEqual(whole);
  });

  test('is unpacked no further than somebody looks', async () => {
    const long = new Uint8Array(40 * MIB);
    long.set(udfMedia({ kind: 'physical', files: mediaTree }));
    const stream = sized(long);
    const found = await inspectImage(await beginningOf(stream, 32 * MIB));
    expect(found.volumes).toMatchObject([{ standard: 'udf', files: 211 }]);
    expect(stream.taken()).toBeLessThan(8 * MIB);
    expect(found.sizeBytes).toBe(40 * MIB);
    expect(noteCodes(found)).toEqual(['not-looked-at']);
  });

  test('what was not looked at is not said to be missing', async () => {
    const reach = 64 << 10;
    const found = await inspectImage(await beginningOf(sized(hybrid), reach));
    expect(found.volumes[0]).toMatchObject({ standard: 'iso9660', label: 'hybrid' });
    expect(answers(found)).not.toContain(false);
    expect(found.boot.gpt).toMatchObject({ primaryValid: true, backupValid: 'unknown' });
    expect(noteCodes(found)).toEqual(['not-looked-at']);
    expect(toldInspection(found).notes[0]!.text).toMatch(
      /^only the first 64.0 KiB were unpacked: boot images or partitions/,
    );
  });

  test('one of unknown size that goes on behind the reach has no size', async () => {
    const found = await inspectImage(await beginningOf(fakeStream(hybrid), 64 << 10));
    expect(found.sizeBytes).toBeNull();
    expect(noteCodes(found)).toEqual(['not-looked-at']);
  });
});

describe('a drive', () => {
  test('is read in whole blocks and told like an image', async () => {
    for (const blockBytes of [512, 4096]) {
      const capacityBytes = Math.ceil(hybrid.length / 4096) * 4096;
      const drive = new FakeTarget({ capacityBytes, blockBytes });
      drive.stored.fill(0);
      drive.stored.set(hybrid);
      const found = await inspectImage(driveImage(drive));
      expect(found.volumes).toEqual((await inspectWhole(hybrid)).volumes);
      expect(answers(found)).toEqual([true, true, true, true]);
    }
  });

  test('reads at any place and of any length give its bytes', async () => {
    const drive = new FakeTarget({ capacityBytes: 4 * MIB, blockBytes: 4096 });
    for (let i = 0; i < drive.stored.length; i++) drive.stored[i] = i % 251;
    const image = driveImage(drive);
    const places = [
      [0, 1],
      [4095, 2],
      [1, 3 * MIB],
      [4 * MIB - 5, 5],
    ] as const;
    await Promise.all(
      places.map(async ([atByte, lengthBytes]) => {
        const into = new Uint8Array(lengthBytes);
        await image.read(atByte, into);
        expect(Buffer.compare(into, drive.stored.subarray(atByte, atByte + lengthBytes))).toBe(0);
      }),
    );
  });
});

describe('a drive that cannot read everything', () => {
  const disc = (bytes: Uint8Array, failReadAt: number): FakeTarget => {
    const capacityBytes = bytes.length + 4 * 2048;
    const drive = new FakeTarget({ capacityBytes, blockBytes: 2048, faults: { failReadAt } });
    drive.stored.fill(0);
    drive.stored.set(bytes);
    return drive;
  };

  test('is told all the same when that is behind the last sector written, as of a disc', async () => {
    const runOut = Math.ceil(hybrid.length / 2048) * 2048 + 3 * 2048;
    const data = hybrid.slice().fill(0, 0, 2048);
    const found = await inspectImage(driveImage(disc(data, runOut)));
    expect(found.volumes).toEqual((await inspectWhole(data)).volumes);
    expect(found.notes).toContainEqual(expect.objectContaining({ code: 'unreadable' }));
  });

  test('a medium with a table is read though its last sectors are not', async () => {
    const bytes = udfMedia({ kind: 'virtual-2.00', files: mediaTree });
    const found = await inspectImage(driveImage(disc(bytes, bytes.length + 3 * 2048)));
    expect(found.volumes).toMatchObject([{ standard: 'udf', partition: 'virtual', files: 211 }]);
  });

  test('fails when its beginning cannot be read', async () => {
    await expect(inspectImage(driveImage(disc(hybrid, 0)))).rejects.toMatchObject({
      code: 'source-unreadable',
    });
  });
});

describe('UDF', () => {
  test.each([
    ['physical', '1.02'],
    ['virtual-1.50', '1.50'],
    ['virtual-2.00', '2.00'],
    ['sparable', '2.01'],
    ['metadata', '2.50'],
  ] as const)('%s: label, revision, kind of partition, number of files', async (kind, revision) => {
    const found = await inspectWhole(udfMedia({ kind, files: mediaTree }));
    expect(found.kind).toBe('udf');
    const partition = kind.replace(/-.*/, '');
    expect(found.volumes).toEqual([
      { standard: 'udf', label: 'Träger', revision, partition, files: 211, directories: 4 },
    ]);
    expect(found.notes).toEqual([]);
  });

  test('one that cannot be read is still UDF, with the reason', async () => {
    const bytes = udfMedia({ kind: 'virtual-2.00', files: [] });
    const found = await inspectWhole(bytes.subarray(0, -2048));
    expect(found.volumes).toEqual([{ standard: 'udf', label: '' }]);
    expect(toldInspection(found).notes[0]!.text).toBe(
      'the UDF volume is damaged: the virtual allocation table is missing: the end of the medium is cut off',
    );
  });
});
