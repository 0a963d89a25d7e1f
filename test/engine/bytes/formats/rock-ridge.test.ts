import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotatedHexdump } from '../../../../src/engine/bytes/codec/hexdump.ts';
import { latin1 } from '../../../../src/engine/bytes/codec/text.ts';
import { recordDateOf } from '../../../../src/engine/bytes/formats/iso9660/dates.ts';
import { deviceHalves } from '../../../../src/engine/bytes/formats/rockridge/device-number.ts';
import { rockRidgeReference } from '../../../../src/engine/bytes/formats/rockridge/extension.ts';
import {
  continuationArea,
  deviceNumber,
  posixAttributes,
  sharingProtocol,
  timeStamps,
} from '../../../../src/engine/bytes/formats/rockridge/fields.ts';
import { nameFields, RockRidgeNames } from '../../../../src/engine/bytes/formats/rockridge/names.ts';
import { linkFields } from '../../../../src/engine/bytes/formats/rockridge/symbolic-link.ts';
import {
  AreaPlacer,
  spreadFields,
  writeArea,
} from '../../../../src/engine/bytes/formats/rockridge/system-use.ts';

test('fields have the bytes of their picture', async () => {
  const picture = [
    annotatedHexdump(sharingProtocol, sharingProtocol.encode({ skippedBytes: 0 })),
    annotatedHexdump(continuationArea, continuationArea.encode({ lba: 25, atByte: 128, areaBytes: 237 })),
    annotatedHexdump(
      posixAttributes,
      posixAttributes.encode({ mode: 0o100644, links: 2, userId: 1000, groupId: 2 ** 31, serial: 5 }),
    ),
    annotatedHexdump(deviceNumber, deviceNumber.encode(deviceHalves(8, 17))),
    annotatedHexdump(timeStamps, timeStamps.encode({ modifiedAt: recordDateOf(1_735_787_045) })),
  ].join('\n');
  await expect(picture).toMatchFileSnapshot('../../../../snapshots/formats/rock-ridge-fields.txt');
});

test('ER names RRIP_1991A and says the lengths of its three texts', () => {
  const bytes = rockRidgeReference();
  expect([...bytes.subarray(0, 8)]).toEqual([0x45, 0x52, 237, 1, 10, 84, 135, 1]);
  expect(bytes).toHaveLength(8 + 10 + 84 + 135);
  expect(latin1(bytes.subarray(8, 18))).toBe('RRIP_1991A');
});

describe('names', () => {
  test('250 bytes are one NM field, 251 are two, the first continues', () => {
    expect(nameFields('n'.repeat(250)).map((field) => [field.length, field[4]])).toEqual([[255, 0]]);
    expect(nameFields('n'.repeat(251)).map((field) => [field.length, field[4]])).toEqual([
      [255, 1],
      [6, 0],
    ]);
  });

  test('a name is cut to 253 bytes, between characters of UTF-8, and keeps its extension', () => {
    const long = Buffer.from(`${'日'.repeat(83)}é.txt`).toString('latin1');
    const short = Buffer.from(new RockRidgeNames().take(long), 'latin1').toString('utf8');
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(253);
    expect(short).toBe(`${'日'.repeat(83)}.txt`);
  });

  test('two names with the same beginning stay different', () => {
    const names = new RockRidgeNames();
    const taken = ['1', '2'].map((end) => names.take(`${'t'.repeat(254)}${end}`));
    expect(taken).toEqual(['t'.repeat(253), `${'t'.repeat(249)}~000`]);
  });
});

describe('symbolic links', () => {
  const target = fc.oneof(
    fc.stringMatching(/^\/?([a-z]{0,9}|\.|\.\.)(\/([a-z]{0,9}|\.|\.\.)){0,300}$/),
    fc.stringMatching(/^\/?[a-z]{1,255}(\/[a-z]{1,255}){0,12}$/),
  );

  test.each([
    ['a', [0, 1]],
    ['/', [8, 0]],
    ['../.', [4, 0, 2, 0]],
    ['/usr/lib', [8, 0, 0, 3, 0, 3]],
  ])('%s has the components %j', (text, expected) => {
    expect(components(linkFields(text)).flatMap(({ flags, text: part }) => [flags, part.length])).toEqual(
      expected,
    );
  });

  test('any target is put together again by the rule of the standard', () => {
    fc.assert(
      fc.property(target, (text) => {
        fc.pre(text.length > 0 && text.length < 4096);
        expect(joined(components(linkFields(text)))).toBe(text);
      }),
    );
  });

  test('a field never ends between two components, where libarchive forgets the slash', () => {
    fc.assert(
      fc.property(target, (text) => {
        fc.pre(text.length > 0);
        const fields = linkFields(text);
        for (const field of fields.slice(0, -1)) {
          expect(field.length).toBeLessThanOrEqual(255);
          expect([field[4], components([field]).at(-1)!.flags]).toEqual([1, 1]);
        }
        expect(fields.at(-1)![4]).toBe(0);
      }),
    );
  });
});

describe('continuation areas', () => {
  const fields = fc.array(
    fc.integer({ min: 5, max: 255 }).map((size) => new Uint8Array(size).fill(size)),
    { minLength: 1, maxLength: 60 },
  );

  test('hold every field once, in order, with CE last, and none is larger than a sector', () => {
    fc.assert(
      fc.property(fields, fc.integer({ min: 100, max: 220 }), (all, roomBytes) => {
        const areas = spreadFields(all, roomBytes);
        expect(areas.flatMap((area) => area.fields)).toEqual(all);
        areas.forEach((area, i) => {
          const own = area.fields.reduce((sum, field) => sum + field.length, 0);
          expect(area.sizeBytes).toBe(own + (i < areas.length - 1 ? 28 : 0));
          expect(area.sizeBytes).toBeLessThanOrEqual(i === 0 ? roomBytes : 2048);
        });
      }),
    );
  });

  test('get places inside one sector each, without overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2048 })), (sizes) => {
        const placer = new AreaPlacer();
        let end = 0;
        for (const size of sizes) {
          const at = placer.place(size);
          expect(at).toBeGreaterThanOrEqual(end);
          expect(Math.floor(at / 2048)).toBe(Math.floor((at + size - 1) / 2048));
          end = at + size;
        }
        expect(placer.usedBytes).toBe(end);
      }),
    );
  });

  test('CE follows the fields and says where they go on', () => {
    const bytes = new Uint8Array(40);
    writeArea(
      bytes,
      2,
      { fields: [Uint8Array.of(1, 2, 3)], sizeBytes: 31 },
      { lba: 9, atByte: 8, areaBytes: 7 },
    );
    expect([...bytes.subarray(0, 7)]).toEqual([0, 0, 1, 2, 3, 0x43, 0x45]);
    expect(continuationArea.decode(bytes, { atByte: 5 })).toEqual({ lba: 9, atByte: 8, areaBytes: 7 });
  });
});

test('device numbers: 64 bits in two halves; those with large minors as Linux reads them', () => {
  expect(deviceHalves(8, 17)).toEqual({ high: 0, low: 0x811 });
  expect(deviceHalves(259, 0)).toEqual({ high: 0, low: 0x10300 });
  expect(deviceHalves(259, 70_000)).toEqual({ high: 259, low: 70_000 });
});

interface Component {
  readonly flags: number;
  readonly text: string;
}

function components(fields: readonly Uint8Array[]): Component[] {
  return fields.flatMap((field) => {
    const found: Component[] = [];
    for (let at = 5; at < field.length; at += 2 + field[at + 1]!)
      found.push({ flags: field[at]!, text: latin1(field.subarray(at + 2, at + 2 + field[at + 1]!)) });
    return found;
  });
}

/** RRIP §4.1.3.1 read as it stands: a slash after every component that is not continued, but the root and the last. */
function joined(parts: readonly Component[]): string {
  const texts = parts.map(({ flags, text }, i) => {
    const own = flags & 8 ? '/' : flags & 4 ? '..' : flags & 2 ? '.' : text;
    return own + (i === parts.length - 1 || flags & 9 ? '' : '/');
  });
  return texts.join('');
}
