import {
  QED_BACKING_FILE,
  QED_KNOWN_BITS,
  QED_MOST_UNSTORED,
  QED_NEED_CHECK,
  qedHeader,
} from '../../../bytes/formats/qed/qed.ts';
import type { Run } from '../../../bytes/mapped/runs.ts';
import { lengthIn } from '../../../bytes/mapped/within.ts';
import { sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import { demand, demandPower, structIn, tableIn } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';
import { KeptTables } from '../kept-tables.ts';

const FORMAT = 'QED';
const MOST_TABLE_CLUSTERS = 16;

/** The older growing disk of QEMU's. */
export async function openQed(file: ContainerFile): Promise<Content> {
  const header = await structIn(file, qedHeader, FORMAT, 0);
  const { clusterBytes, tableClusters, features, featuresHigh, l1Byte, sizeBytes } = header;
  demandPower(file, FORMAT, 'clusterBytes', clusterBytes, [4096, 64 << 20]);
  demandPower(file, FORMAT, 'tableClusters', tableClusters, [1, MOST_TABLE_CLUSTERS]);
  if (features & QED_BACKING_FILE) throw sourceUnsupported(file.path, FORMAT, { reason: 'backing-file' });
  const unknown = (features & ~QED_KNOWN_BITS) >>> 0;
  if (unknown !== 0 || featuresHigh !== 0)
    throw sourceUnsupported(file.path, FORMAT, { reason: 'features', bits: `0x${unknown.toString(16)}` });
  const tableBytes = tableClusters * clusterBytes;
  const perTable = tableBytes / 8;
  const coveredBytes = perTable * clusterBytes;
  demand(sizeBytes <= perTable * coveredBytes, file, FORMAT, 'sizeBytes', sizeBytes);
  const l1 = await tableIn(file, l1Byte, tableBytes);
  const tables = new KeptTables(file, tableBytes);
  const entry = (table: DataView, index: number): number =>
    table.getUint32(index * 8, true) + table.getUint32(index * 8 + 4, true) * 2 ** 32;
  const inTable = (l2: DataView, atByte: number, mostBytes: number): Run => {
    const place = entry(l2, Math.floor(atByte / clusterBytes) % perTable);
    const lengthBytes = lengthIn(atByte, mostBytes, { blockBytes: clusterBytes, sizeBytes });
    if (place <= QED_MOST_UNSTORED) return { kind: 'zeros', lengthBytes };
    return { kind: 'stored', lengthBytes, from: file, atByte: place + (atByte % clusterBytes) };
  };
  return {
    format: FORMAT,
    sizeBytes,
    notes: features & QED_NEED_CHECK ? [{ state: 'not-closed' }] : [],
    runAt(atByte, mostBytes) {
      const l2Byte = entry(l1, Math.floor(atByte / coveredBytes));
      if (l2Byte !== 0) return tables.with(l2Byte, (l2) => inTable(l2, atByte, mostBytes));
      return {
        kind: 'zeros',
        lengthBytes: lengthIn(atByte, mostBytes, { blockBytes: coveredBytes, sizeBytes }),
      };
    },
  };
}
