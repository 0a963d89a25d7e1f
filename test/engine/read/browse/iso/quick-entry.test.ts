import fc from 'fast-check';
import { expect, test } from 'vitest';
import { damageOf } from '../../../../../src/engine/read/browse/iso/damage.ts';
import { entryOf } from '../../../../../src/engine/read/browse/iso/entry.ts';
import { type QuickForm, quickEntry } from '../../../../../src/engine/read/browse/iso/quick-entry.ts';
import { recordAt } from '../../../../../src/engine/read/browse/iso/records.ts';
import { factsOf } from '../../../../../src/engine/read/browse/iso/rock-ridge.ts';
import { fieldsOf, Sectors } from '../../../../../src/engine/read/browse/iso/system-use.ts';
import type { VolumeEntry } from '../../../../../src/engine/read/browse/volume.ts';

const damaged = damageOf('x.iso');
const noSectors = new Sectors(async () => new Uint8Array(0), 2048, damaged);

/** The way of records that are not usual. */
async function usualEntry(bytes: Buffer, form: QuickForm): Promise<VolumeEntry> {
  const record = recordAt({ bytes, atByte: 0 }, 0, damaged);
  const { skippedBytes } = form;
  if (skippedBytes === undefined) return entryOf([record], {}, form);
  const fields = await fieldsOf(record.systemUse.subarray(skippedBytes), noSectors, damaged);
  return entryOf([record], factsOf(fields, damaged), form);
}

interface Written {
  readonly flags: number;
  readonly identifier: Uint8Array;
  readonly numbers: Uint8Array;
  readonly use: readonly Uint8Array[];
}

/** ECMA-119 §9.1, at the beginning of a sector. */
function recordBytes({ flags, identifier, numbers, use }: Written): Buffer {
  const sector = Buffer.alloc(2048);
  const useAt = 33 + identifier.length + ((33 + identifier.length) % 2);
  const area = Buffer.concat(use).subarray(0, 254 - useAt);
  sector.set(numbers, 1);
  sector[0] = useAt + area.length;
  sector[25] = flags;
  sector[32] = identifier.length;
  sector.set(identifier, 33);
  sector.set(area, useAt);
  return sector;
}

/** SUSP §4. */
const field = (letters: string, payload: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(letters, 'latin1'), Buffer.from([4 + payload.length, 1]), payload]);

const bytes = (minLength: number, maxLength = minLength): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength, maxLength });

/** RRIP §4.1.1: modes of all types, and of none. */
const attributes = fc
  .tuple(
    fc.constantFrom(0o100644, 0o040755, 0o120777, 0o020600, 0o060600, 0o010644, 0o140755, 0, 0o7777),
    bytes(32),
  )
  .map(([mode, rest]) => {
    const payload = Buffer.from(rest);
    payload.writeUInt32LE(mode, 0);
    return field('PX', payload);
  });
/** RRIP §4.1.4 */
const name = fc
  .tuple(fc.constantFrom(0, 0, 0, 1, 2, 4), bytes(0, 20))
  .map(([flags, text]) => field('NM', Buffer.from([flags, ...text])));
/** RRIP §4.1.6 */
const times = fc
  .tuple(fc.constantFrom(0x0e, 0x0f, 0x02, 0x03, 0x01, 0x82, 0x8e), bytes(0, 60))
  .map(([flags, dates]) => field('TF', Buffer.from([flags, ...dates])));
const odd = fc
  .tuple(fc.constantFrom('RR', 'SP', 'ES', 'ST', 'SL', 'PN', 'ZF', 'CL', 'AL', 'RE', 'XX'), bytes(0, 24))
  .map(([letters, payload]) => field(letters, payload));
const cut = bytes(0, 6);

const written: fc.Arbitrary<Written> = fc.record({
  flags: fc.constantFrom(0, 0, 0, 2, 2, 1, 8, 3),
  identifier: bytes(1, 40),
  numbers: bytes(31),
  use: fc.array(
    fc.oneof({ weight: 3, arbitrary: attributes }, { weight: 3, arbitrary: name }, times, odd, cut),
    {
      maxLength: 5,
    },
  ),
});
const forms: fc.Arbitrary<QuickForm> = fc.record({
  kind: fc.constantFrom('primary', 'joliet', 'enhanced'),
  blockBytes: fc.constantFrom(512, 1024, 2048),
  skippedBytes: fc.constantFrom(undefined, 0, 0, 0, 14),
});

test('a quick entry is the entry that the usual way makes of the same record', async () => {
  await fc.assert(
    fc.asyncProperty(written, forms, async (record, form) => {
      const sector = recordBytes(record);
      const quick = quickEntry(sector, 0, form);
      if (quick !== undefined) expect(quick).toEqual(await usualEntry(sector, form));
    }),
    { numRuns: 3000 },
  );
});

test('files and folders as every medium has them go the quick way, all else the usual one', () => {
  const use = (...fields: Uint8Array[]): Buffer =>
    recordBytes({ flags: 0, identifier: Buffer.from('A.;1'), numbers: new Uint8Array(31), use: fields });
  const form: QuickForm = { kind: 'primary', blockBytes: 2048, skippedBytes: 0 };
  const mode = (value: number): Uint8Array => {
    const payload = Buffer.alloc(40);
    payload.writeUInt32LE(value, 0);
    return field('PX', payload);
  };
  const plain = [
    mode(0o100640),
    field('NM', Buffer.from('\0a name')),
    field('TF', Buffer.from([2, 126, 11, 29, 6, 0, 0, 0])),
  ];
  expect(quickEntry(use(...plain), 0, form)).toMatchObject({
    name: 'a name',
    type: 'file',
    permissions: 0o640,
    modifiedAtMs: Date.UTC(2026, 10, 29, 6),
  });
  for (const letters of ['CE', 'SL', 'PN', 'ZF', 'Z2', 'CL', 'AL', 'RE'])
    expect(quickEntry(use(...plain, field(letters, new Uint8Array(24))), 0, form)).toBeUndefined();
  expect(quickEntry(use(mode(0o120777)), 0, form)).toBeUndefined();
});

test('a record that is cut is left to the usual way, which says the damage', () => {
  const sector = recordBytes({
    flags: 0,
    identifier: Buffer.from('A'),
    numbers: new Uint8Array(31),
    use: [],
  });
  const form: QuickForm = { kind: 'primary', blockBytes: 2048, skippedBytes: 0 };
  for (const [at, value] of [
    [32, 0],
    [32, 200],
    [0, 20],
  ] as const) {
    const broken = Buffer.from(sector);
    broken[at] = value;
    expect(quickEntry(broken, 0, form)).toBeUndefined();
    expect(() => recordAt({ bytes: broken, atByte: 0 }, 0, damaged)).toThrow(
      expect.objectContaining({ code: 'source-damaged' }),
    );
  }
});

const cutForms: readonly QuickForm[] = [
  { kind: 'primary', blockBytes: 2048, skippedBytes: 0 },
  { kind: 'joliet', blockBytes: 2048, skippedBytes: undefined },
];

test('a record that ends with its folder, within itself, is left to the usual way and no fault of ours', () => {
  const whole = recordBytes({
    flags: 0,
    identifier: Buffer.from('A.;1'),
    numbers: new Uint8Array(24),
    use: [],
  });
  for (let bytesThere = 1; bytesThere < 33; bytesThere++)
    for (const form of cutForms) expect(quickEntry(whole.subarray(0, bytesThere), 0, form)).toBeUndefined();
});
