import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wimHeader } from '../../../../../src/engine/bytes/formats/wim/header.ts';
import { resourceHeader } from '../../../../../src/engine/bytes/formats/wim/resource.ts';
import {
  type SplittableWim,
  splitWim,
  type WimPart,
} from '../../../../../src/engine/bytes/formats/wim/split.ts';
import { cpuTimeOf } from '../../../../fakes/cpu-time.ts';

const ROW_BYTES = 50;
const FIRST_BYTE = 208;
const TREE = 2;
const nothing = { storedBytes: 0, flags: 0, atByte: 0, sizeBytes: 0 };

interface Blob {
  readonly storedBytes: number;
  readonly flags?: number;
  readonly atByte?: number;
}

/** A WIM whose resources follow each other, its table in the order that is given. */
function wimOf(blobs: readonly Blob[], order = blobs.map((_, i) => i)): SplittableWim {
  const table = new Uint8Array(blobs.length * ROW_BYTES);
  const places: number[] = [];
  let next = FIRST_BYTE;
  for (const { storedBytes, atByte = next } of blobs) {
    places.push(atByte);
    next = atByte + storedBytes;
  }
  for (const [index, blob] of order.entries()) {
    const { storedBytes, flags = 4 } = blobs[blob] ?? { storedBytes: 0 };
    resourceHeader.write(table, index * ROW_BYTES, {
      storedBytes,
      flags,
      atByte: places[blob] ?? 0,
      sizeBytes: storedBytes * 2,
    });
    table.fill(blob & 0xff, index * ROW_BYTES + 30, index * ROW_BYTES + ROW_BYTES);
  }
  const header = wimHeader.decode(
    wimHeader.encode({
      magic: new TextEncoder().encode('MSWIM\0\0\0'),
      headerBytes: FIRST_BYTE,
      version: 0x10d00,
      flags: 0x40082,
      chunkBytes: 32_768,
      guid: new Uint8Array(16).fill(7),
      part: 1,
      parts: 1,
      images: 1,
      blobTable: nothing,
      xml: nothing,
      bootMetadata: nothing,
      bootIndex: 0,
      integrity: { ...nothing, storedBytes: 9 },
      unused: new Uint8Array(60),
    }),
    { onNote: () => {} },
  );
  return { header, table, xml: new Uint8Array(100).fill(0x3c), sizeBytes: next };
}

function partsOf(wim: SplittableWim, mostBytes: number): WimPart[] {
  const parts = splitWim(wim, mostBytes);
  if (!Array.isArray(parts)) throw new Error(JSON.stringify(parts));
  return parts;
}

/** Every resource of a part: which blob, and from where in the WIM its bytes come. */
function resourcesOf(part: WimPart): { blob: number; fromByte: number; storedBytes: number; part: number }[] {
  const rows = (part.tail.length - 100) / ROW_BYTES;
  return Array.from({ length: rows }, (_, index) => {
    const { atByte, storedBytes } = resourceHeader.read(part.tail, index * ROW_BYTES, () => {});
    const stretch = part.atByte.findLastIndex((start, i) => i < part.fromByte.length && start <= atByte);
    const fromByte = (part.fromByte[stretch] ?? 0) + atByte - (part.atByte[stretch] ?? 0);
    const view = new DataView(part.tail.buffer, part.tail.byteOffset);
    return {
      blob: part.tail[index * ROW_BYTES + 30] ?? 0,
      fromByte,
      storedBytes,
      part: view.getUint16(index * ROW_BYTES + 24, true),
    };
  });
}

test('every resource is in one part, from its own place, and no part is larger than it may be', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(
      sizes,
      fc.integer({ min: 1300, max: 6000 }),
      fc.infiniteStream(fc.nat()),
      (stored, most, chances) => {
        const blobs = stored.map((storedBytes) => ({ storedBytes }));
        const keys = blobs.map(() => chances.next().value ?? 0);
        const order = blobs.map((_, i) => i).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
        const wim = wimOf(blobs, order);
        const parts = partsOf(wim, most);
        const found = parts.flatMap(resourcesOf);
        let fromByte = FIRST_BYTE;
        const wanted = stored.map((storedBytes, blob) => {
          fromByte += storedBytes;
          return { blob, fromByte: fromByte - storedBytes, storedBytes };
        });
        expect(found.map(({ part: _, ...one }) => one)).toEqual(wanted);
        for (const [index, part] of parts.entries()) {
          expect(part.sizeBytes).toBeLessThanOrEqual(most);
          expect(resourcesOf(part).every((one) => one.part === index + 1)).toBe(true);
          const header = wimHeader.decode(part.head, { onNote: () => {} });
          expect([header.part, header.parts, header.flags & 8]).toEqual([index + 1, parts.length, 8]);
          expect(header.xml.atByte + header.xml.storedBytes).toBe(part.sizeBytes);
          expect(header.integrity.storedBytes).toBe(0);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('all trees are in the first part, wherever they lie', () => {
  const blobs = [
    { storedBytes: 500 },
    { storedBytes: 500 },
    { storedBytes: 300, flags: TREE },
    { storedBytes: 500 },
  ];
  const parts = partsOf(wimOf(blobs), 1300);
  expect(parts.map((part) => resourcesOf(part).map(({ blob }) => blob))).toEqual([[2, 0], [1], [3]]);
});

test('what cannot be split says why', () => {
  expect(splitWim(wimOf([{ storedBytes: 5000 }]), 4000)).toEqual({ why: 'resource', bytes: 5358 });
  expect(splitWim(wimOf([{ storedBytes: 50, flags: 0x10 }]), 4000)).toEqual({ why: 'solid' });
  expect(splitWim(wimOf([{ storedBytes: 50, flags: 0x08 }]), 4000)).toEqual({ why: 'solid' });
  // One over the other: a small file that would unfold into many large parts.
  const over = Array.from({ length: 100 }, () => ({ storedBytes: 3000, atByte: FIRST_BYTE }));
  expect(splitWim(wimOf(over), 4000)).toEqual({ why: 'damaged' });
  expect(splitWim({ ...wimOf([{ storedBytes: 3000 }]), sizeBytes: 2000 }, 4000)).toEqual({ why: 'damaged' });
});

test('200,000 contents are planned in under a second of work and little memory beside the table', async () => {
  const wim = wimOf(Array.from({ length: 200_000 }, (_, i) => ({ storedBytes: 1 + ((i * 7919) % 60_000) })));
  let parts: WimPart[] = [];
  const { cpuMs } = await cpuTimeOf(() => {
    parts = partsOf(wim, 3_800_000_000);
  });
  expect(parts).toHaveLength(2);
  expect(cpuMs).toBeLessThan(1500);
  const heldBytes = parts.reduce(
    (sum, { tail, fromByte, atByte }) => sum + tail.length + 8 * (fromByte.length + atByte.length),
    0,
  );
  expect(heldBytes).toBeLessThan(11_000_000);
});
