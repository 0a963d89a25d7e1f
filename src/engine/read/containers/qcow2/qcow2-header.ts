import {
  QCOW2_COMPRESSION,
  QCOW2_CORRUPT,
  QCOW2_DATA_FILE,
  QCOW2_DIRTY,
  QCOW2_EXTENDED_L2,
  QCOW2_KNOWN_BITS,
  QCOW2_ZLIB,
  QCOW2_ZSTD,
  type Qcow2Extra,
  type Qcow2Header,
  qcow2Extra,
  qcow2Header,
} from '../../../bytes/formats/qcow2/qcow2.ts';
import { sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import type { UnsupportedFacts } from '../../../contract/failure/unsupported-reasons.ts';
import { bytesIn, decoded, demand, structIn } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';

export const FORMAT = 'QCOW2';
const EXTRA_AT = qcow2Header.sizeBytes;
const LEAST_HEADER_BYTES = 104;

/** What decides how clusters are found and unpacked. */
export interface Qcow2Form {
  readonly header: Qcow2Header;
  readonly isZstd: boolean;
  readonly notes: Content['notes'];
}

/** Reads the header, and refuses what it needs and is not read here. @throws Failure `source-unsupported`, `source-damaged` */
export async function qcow2FormOf(file: ContainerFile): Promise<Qcow2Form> {
  const header = await structIn(file, qcow2Header, FORMAT, 0);
  const { version, clusterBits } = header;
  if (version !== 2 && version !== 3)
    throw unsupported(file, { reason: 'version', version: String(version) });
  demand(clusterBits >= 9 && clusterBits <= 21, file, FORMAT, 'clusterBits', clusterBits);
  if (header.backingNameByte !== 0) throw unsupported(file, { reason: 'backing-file' });
  if (header.encryption !== 0) throw unsupported(file, { reason: 'encrypted' });
  const extra = version === 3 ? await extraOf(file) : undefined;
  const notes = [...(extra ? stateOf(extra) : []), ...snapshotsOf(header)];
  return { header, notes, isZstd: extra !== undefined && compressionOf(file, extra) === QCOW2_ZSTD };
}

/** A short header ends before the type of compression. */
async function extraOf(file: ContainerFile): Promise<Qcow2Extra> {
  const bytes = new Uint8Array(qcow2Extra.sizeBytes);
  const thereBytes = Math.min(bytes.length, file.sizeBytes - EXTRA_AT);
  bytes.set(await bytesIn(file, EXTRA_AT, Math.max(thereBytes, LEAST_HEADER_BYTES - EXTRA_AT)));
  const extra = decoded(file, qcow2Extra, FORMAT, bytes, EXTRA_AT);
  const { incompatible, incompatibleHigh, headerBytes } = extra;
  const isWhole = headerBytes >= LEAST_HEADER_BYTES && headerBytes % 8 === 0;
  demand(isWhole, file, FORMAT, 'headerBytes', headerBytes);
  if (incompatible & QCOW2_DATA_FILE) throw unsupported(file, { reason: 'data-file' });
  if (incompatible & QCOW2_EXTENDED_L2) throw unsupported(file, { reason: 'extended-l2' });
  const unknown = (incompatible & ~QCOW2_KNOWN_BITS) >>> 0;
  if (unknown !== 0 || incompatibleHigh !== 0)
    throw unsupported(file, {
      reason: 'features',
      bits: `0x${incompatibleHigh.toString(16)}:${unknown.toString(16)}`,
    });
  return extra;
}

/** Type and bit must agree. */
function compressionOf(
  file: ContainerFile,
  { incompatible, headerBytes, compressionType }: Qcow2Extra,
): number {
  const type = headerBytes > LEAST_HEADER_BYTES ? compressionType : QCOW2_ZLIB;
  const isNamed = (incompatible & QCOW2_COMPRESSION) !== 0;
  demand(isNamed === (type !== QCOW2_ZLIB), file, FORMAT, 'compressionType', type);
  if (type > QCOW2_ZSTD) throw unsupported(file, { reason: 'packed-with', method: String(type) });
  return type;
}

function stateOf({ incompatible }: Qcow2Extra): Content['notes'] {
  return [
    ...(incompatible & QCOW2_DIRTY ? [{ state: 'not-closed' as const }] : []),
    ...(incompatible & QCOW2_CORRUPT ? [{ state: 'marked-corrupt' as const }] : []),
  ];
}

function snapshotsOf({ snapshots }: Qcow2Header): Content['notes'] {
  return snapshots === 0 ? [] : [{ state: 'snapshots-left-out', count: snapshots }];
}

const unsupported = (file: ContainerFile, because: UnsupportedFacts) =>
  sourceUnsupported(file.path, FORMAT, because);
