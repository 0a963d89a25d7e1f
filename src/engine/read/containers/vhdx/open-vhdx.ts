import { GUID_NONE } from '../../../bytes/formats/gpt/guid.ts';
import {
  VHDX_FULLY_PRESENT,
  VHDX_HAS_PARENT,
  VHDX_ITEMS,
  VHDX_LEAST_STORED,
  type VhdxRegion,
} from '../../../bytes/formats/vhdx/vhdx.ts';
import { lengthIn } from '../../../bytes/mapped/within.ts';
import { sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import { demand, demandPower, fieldDamaged, type Suspect, tableIn } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';
import { FORMAT } from './format.ts';
import { replayed } from './replayed.ts';
import { vhdxLogChanges } from './vhdx-log.ts';
import { vhdxHeaderOf, vhdxItemsOf, vhdxRegionsOf } from './vhdx-regions.ts';

const MIB = 1 << 20;
const MOST_BYTES = 64 * 2 ** 40;
/** §2.5: so many sectors a bitmap block covers. */
const CHUNK_SECTORS = 2 ** 23;

/** A disk of Hyper-V's, of fixed size or growing; what its log holds is applied in memory. [MS-VHDX] */
export async function openVhdx(file: ContainerFile): Promise<Content> {
  const header = await vhdxHeaderOf(file);
  const isOpen = header.logGuid !== GUID_NONE;
  const whole = isOpen ? replayed(file, await vhdxLogChanges(file, header)) : file;
  const { blockTable, metadata } = await vhdxRegionsOf(whole);
  const form = await formOf(whole, metadata);
  const notes = isOpen ? [{ state: 'log-replayed' as const }] : [];
  return { format: FORMAT, sizeBytes: form.sizeBytes, notes, runAt: await runsOf(whole, blockTable, form) };
}

interface VhdxForm {
  readonly sizeBytes: number;
  readonly blockBytes: number;
  readonly sectorBytes: number;
}

/** §2.6.2 */
async function formOf(file: Suspect, metadata: VhdxRegion): Promise<VhdxForm> {
  const item = await vhdxItemsOf(file, metadata);
  const parameters = await item(VHDX_ITEMS.fileParameters, 8);
  if (parameters.getUint32(4, true) & VHDX_HAS_PARENT)
    throw sourceUnsupported(file.path, FORMAT, { reason: 'backing-file' });
  const blockBytes = parameters.getUint32(0, true);
  demandPower(file, FORMAT, 'blockBytes', blockBytes, [MIB, 256 * MIB]);
  const sizeBytes = Number((await item(VHDX_ITEMS.diskSize, 8)).getBigUint64(0, true));
  demand(sizeBytes <= MOST_BYTES, file, FORMAT, 'diskSize', sizeBytes);
  const sectorBytes = (await item(VHDX_ITEMS.logicalSector, 4)).getUint32(0, true);
  demand(sectorBytes === 512 || sectorBytes === 4096, file, FORMAT, 'logicalSector', sectorBytes);
  return { sizeBytes, blockBytes, sectorBytes };
}

/** §2.5: behind every so many blocks stands an entry of a bitmap. */
async function runsOf(
  file: Suspect,
  { atByte: tableByte, lengthBytes: tableBytes }: VhdxRegion,
  { sizeBytes, blockBytes, sectorBytes }: VhdxForm,
): Promise<Content['runAt']> {
  const ratio = (CHUNK_SECTORS * sectorBytes) / blockBytes;
  const blocks = Math.ceil(sizeBytes / blockBytes);
  const entries = blocks + Math.floor(Math.max(0, blocks - 1) / ratio);
  demand(entries * 8 <= tableBytes, file, FORMAT, 'blockTableBytes', tableBytes);
  const table = await tableIn(file, tableByte, entries * 8);
  return (atByte, mostBytes) => {
    const lengthBytes = lengthIn(atByte, mostBytes, { blockBytes, sizeBytes });
    const block = Math.floor(atByte / blockBytes);
    const entry = (block + Math.floor(block / ratio)) * 8;
    const low = table.getUint32(entry, true);
    const state = low & 7;
    if (state < VHDX_LEAST_STORED) return { kind: 'zeros', lengthBytes };
    if (state !== VHDX_FULLY_PRESENT)
      throw fieldDamaged(file, FORMAT, 'blockState', state, tableByte + entry);
    const blockByte = (Math.floor(low / MIB) + table.getUint32(entry + 4, true) * 4096) * MIB;
    return { kind: 'stored', lengthBytes, from: file, atByte: blockByte + (atByte % blockBytes) };
  };
}
