import { raw } from '../../codec/fixed.ts';
import { u8 } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { paddedText } from './padded-ascii.ts';

/** Who wrote something, or which rules it follows. ECMA-167 1/7.4. */
export const entityId = struct('entityId', 32, [
  field('flags', u8, '1/7.4.1'),
  field('identifier', paddedText(23), '1/7.4.2'),
  field('suffix', raw(8), '1/7.4.3'),
]);
export type EntityId = ValueOf<typeof entityId>;

/** UDF 1.02 as it stands in suffixes, least significant byte first. UDF 1.02 §2.1.4.3. */
const REVISION = [0x02, 0x01] as const;
/** Hard and soft write protection. UDF 1.02 §2.1.4.3. */
const WRITE_PROTECTED = 0x03;

/** "This follows UDF 1.02." UDF 1.02 §2.2.4.3. */
export const UDF_DOMAIN = entity('*OSTA UDF Compliant', ...REVISION, WRITE_PROTECTED);
/** Implementation use volume descriptor. UDF 1.02 §2.2.7.1. */
export const LV_INFO = entity('*UDF LV Info', ...REVISION);
/** Us. UDF 1.02 §2.1.4.3: operating system class and identifier undefined. */
export const IMPLEMENTATION = entity('*isowright');
/** The partition holds a file system of ECMA-167, second edition. ECMA-167 3/10.5.3. */
export const PARTITION_CONTENTS = { ...entity('+NSR02') };

function entity(identifier: string, ...suffix: number[]): EntityId {
  const bytes = new Uint8Array(8);
  bytes.set(suffix);
  return { flags: 0, identifier, suffix: bytes };
}
