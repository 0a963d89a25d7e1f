import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordDateOf } from '../../../../src/engine/bytes/formats/iso9660/dates.ts';
import { directoryRecord, recordOf } from '../../../../src/engine/bytes/formats/iso9660/directory-record.ts';
import { writeRecord } from '../../../../src/engine/bytes/formats/iso9660/quick-record.ts';
import { posixAttributes, timeStamps } from '../../../../src/engine/bytes/formats/rockridge/fields.ts';
import { nameFields } from '../../../../src/engine/bytes/formats/rockridge/names.ts';
import {
  writeAttributes,
  writeNameHead,
} from '../../../../src/engine/bytes/formats/rockridge/quick-fields.ts';

const byte = fc.nat({ max: 0xff });
const word = fc.nat({ max: 0xffffffff });
const date = fc.integer({ min: -2_208_988_800, max: 5_869_583_999 }).map(recordDateOf);

/** Memory that was used before: what is not written shows. */
const used = (sizeBytes: number) => new Uint8Array(sizeBytes).fill(0xa5);

test('a record written quickly is the record', () => {
  const facts = fc.record({
    recordBytes: byte,
    extentLba: word,
    dataBytes: word,
    recordedAt: date,
    flags: byte,
    identifierBytes: byte,
  });
  fc.assert(
    fc.property(facts, fc.nat({ max: 9 }), (values, at) => {
      const quick = used(60);
      const slow = used(60);
      writeRecord(quick, at, values);
      directoryRecord.write(slow, at, recordOf(values));
      expect(quick).toEqual(slow);
    }),
  );
});

test('attributes and the head of a name written quickly are those fields', () => {
  const posix = fc.record({ mode: word, links: word, userId: word, groupId: word, serial: word });
  const name = fc.string({ minLength: 1, maxLength: 200 }).filter((text) => /^[\x20-\x7e]*$/.test(text));
  fc.assert(
    fc.property(posix, date, name, (values, modifiedAt, text) => {
      const quick = used(300);
      const attributesBytes = writeAttributes(quick, 0, values, modifiedAt);
      const headBytes = writeNameHead(quick, attributesBytes, text.length);
      quick.set(Buffer.from(text, 'latin1'), attributesBytes + headBytes);
      const slow = Buffer.concat([
        posixAttributes.encode(values),
        timeStamps.encode({ modifiedAt }),
        ...nameFields(text),
      ]);
      expect(Buffer.compare(slow, quick.subarray(0, slow.length))).toBe(0);
      expect(quick[slow.length]).toBe(0xa5);
    }),
  );
});

test('a number that does not fit is told with its field, written quickly or not', () => {
  const facts = { recordBytes: 34, dataBytes: 1, recordedAt: recordDateOf(0), flags: 0, identifierBytes: 1 };
  const record = () => writeRecord(used(60), 0, { ...facts, extentLba: 2 ** 32 });
  expect(record).toThrow(
    expect.objectContaining({
      code: 'not-encodable',
      facts: expect.objectContaining({ structure: 'directoryRecord', field: 'extentLba' }),
    }),
  );
  const posix = { mode: 0, links: 1, userId: -1, groupId: 0, serial: 1 };
  expect(() => writeAttributes(used(60), 0, posix, recordDateOf(0))).toThrow(
    expect.objectContaining({
      facts: expect.objectContaining({ structure: 'posixAttributes', field: 'userId' }),
    }),
  );
});
