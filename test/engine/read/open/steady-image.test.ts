import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashCheck } from '../../../../src/engine/read/checksum/check.ts';
import { checkedImage } from '../../../../src/engine/read/checksum/checked-source.ts';
import { steadyImage } from '../../../../src/engine/read/open/steady-image.ts';
import { fakeImage, seededBytes } from '../../../fakes/fake-image.ts';
import { sha256 } from '../checksum/block-map-of.ts';

const UNIT = 65_536;
const SIZE = 20 * UNIT + 77;
const bytes = seededBytes(SIZE);

test('any reads, of any lengths, several at once and again, give the bytes of the image', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 0, max: SIZE - 1 }), fc.integer({ min: 1, max: 5 * UNIT })), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.boolean(),
      async (reads, isAligned) => {
        const image = steadyImage(fakeImage(bytes));
        await Promise.all(
          reads.map(async ([place, length]) => {
            const at = isAligned ? place - (place % UNIT) : place;
            const into = new Uint8Array(Math.min(length, SIZE - at));
            await image.read(at, into);
            expect(Buffer.compare(into, bytes.subarray(at, at + into.length))).toBe(0);
          }),
        );
      },
    ),
    { numRuns: 60 },
  ));

test('short reads beside each other read a unit once', async () => {
  const source = fakeImage(bytes);
  const image = steadyImage(source);
  for (let at = 0; at < UNIT; at += 2048) await image.read(at, new Uint8Array(2048));
  expect(source.reads).toEqual([0]);
});

/** An image of which one byte becomes another one. */
function changeable() {
  const content = Uint8Array.from(bytes);
  const image = fakeImage(content);
  return { image, change: () => (content[7 * UNIT + 5] = 255 - content[7 * UNIT + 5]!) };
}

test('a place that gives other bytes when it is read again has changed; places that were not read may', async () => {
  const { image, change } = changeable();
  const steady = steadyImage(image);
  await steady.read(7 * UNIT, new Uint8Array(2 * UNIT));
  await steady.read(0, new Uint8Array(UNIT));
  change();
  await steady.read(0, new Uint8Array(UNIT));
  await steady.read(3 * UNIT, new Uint8Array(UNIT));
  await expect(steady.read(6 * UNIT + 9, new Uint8Array(2 * UNIT))).rejects.toMatchObject({
    code: 'source-changed',
    facts: { atByte: 7 * UNIT },
  });
});

test('a checksum does not match what was put back after other bytes were used', async () => {
  const known = { algorithm: 'sha256', hash: sha256(bytes), checksumFile: 'x.sha256' } as const;
  for (const isUsed of [false, true]) {
    const { image, change } = changeable();
    const make = () => [hashCheck('x.iso', known)];
    const good: string[] = [];
    const steady = steadyImage(checkedImage(image, { make }, ({ from }) => void good.push(from)));
    change();
    if (isUsed) await steady.read(7 * UNIT, new Uint8Array(100));
    change();
    change();
    change();
    if (isUsed) await expect(steady.settle!()).rejects.toMatchObject({ code: 'source-changed' });
    else await steady.settle!();
    expect(good).toEqual(isUsed ? [] : ['x.sha256']);
  }
});
