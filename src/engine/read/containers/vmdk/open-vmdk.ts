import { latin1 } from '../../../bytes/codec/text.ts';
import { VMDK_SECTOR_BYTES } from '../../../bytes/formats/vmdk/vmdk.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import { sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import { bytesIn, demand } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';
import { joinedParts, type Part } from '../joined-parts.ts';
import { isPlainName } from '../plain-name.ts';
import { isTooMany, type VmdkDescriptor, type VmdkExtent, vmdkDescriptor } from './descriptor.ts';
import { FORMAT, openSparse } from './sparse-extent.ts';

const MAGIC_BYTES = 4;
const MOST_DESCRIPTOR_BYTES = 1 << 20;
const FLAT: readonly string[] = ['FLAT', 'VMFS'];

/** A disk of VMware's: one sparse extent, a stream of packed grains, or a descriptor of parts that lie beside it. */
export async function openVmdk(file: ContainerFile): Promise<Content> {
  const magic = latin1(await bytesIn(file, 0, MAGIC_BYTES));
  if (magic === 'COWD') throw sourceUnsupported(file.path, FORMAT, { reason: 'vmfs-sparse' });
  if (magic !== 'KDMV') return described(file, await descriptorOf(file));
  const extent = await openSparse(file);
  const descriptor = vmdkDescriptor(extent.descriptor ?? '');
  if (descriptor.hasParent || descriptor.extents.length > 1) return described(file, descriptor);
  const { sizeBytes, runAt, isUnclean } = extent;
  return { format: FORMAT, sizeBytes, runAt, notes: isUnclean ? [{ state: 'not-closed' }] : [] };
}

async function descriptorOf(file: ContainerFile): Promise<VmdkDescriptor> {
  demand(file.sizeBytes <= MOST_DESCRIPTOR_BYTES, file, FORMAT, 'descriptorBytes', file.sizeBytes);
  return vmdkDescriptor(latin1(await bytesIn(file, 0, file.sizeBytes)));
}

async function described(file: ContainerFile, descriptor: VmdkDescriptor): Promise<Content> {
  const { hasParent, extents } = descriptor;
  if (hasParent) throw sourceUnsupported(file.path, FORMAT, { reason: 'backing-file' });
  demand(extents.length > 0 && !isTooMany(descriptor), file, FORMAT, 'extents', extents.length);
  for (const extent of extents) refuseExtent(file, extent);
  await demandParts(file, extents);
  const parts: Part[] = [];
  for (const extent of extents) parts.push(await partOf(file, extent));
  return { format: FORMAT, notes: [], ...joinedParts(parts) };
}

/** Who made the descriptor chose the names: only plain files beside it are opened. */
function refuseExtent({ path }: ContainerFile, { kind, file }: VmdkExtent): void {
  if (kind === 'ZERO') return;
  if (kind !== 'SPARSE' && !FLAT.includes(kind))
    throw sourceUnsupported(path, FORMAT, { reason: 'extent-kind', kind });
  if (!isPlainName(file)) throw sourceUnsupported(path, FORMAT, { reason: 'extent-name', name: file });
}

/** All that are missing are named at once. @throws Failure `source-needs-parts` */
async function demandParts(file: ContainerFile, extents: readonly VmdkExtent[]): Promise<void> {
  const names = new Set(extents.filter(({ kind }) => kind !== 'ZERO').map((extent) => extent.file));
  const missing = [...names].filter((name) => !file.hasBeside(name));
  if (missing.length > 0) throw new Failure('source-needs-parts', { path: file.path, missing });
}

async function partOf(
  file: ContainerFile,
  { sectors, kind, file: name, fileSector }: VmdkExtent,
): Promise<Part> {
  const sizeBytes = sectors * VMDK_SECTOR_BYTES;
  if (kind === 'ZERO') return { sizeBytes, runAt: (_, lengthBytes) => ({ kind: 'zeros', lengthBytes }) };
  const from = await file.openBeside(name);
  if (kind === 'SPARSE') {
    const extent = await openSparse(from);
    demand(extent.sizeBytes >= sizeBytes, from, FORMAT, 'capacityBytes', extent.sizeBytes);
    return { sizeBytes, runAt: extent.runAt };
  }
  const startByte = fileSector * VMDK_SECTOR_BYTES;
  if (startByte + sizeBytes > from.sizeBytes)
    throw new Failure('source-truncated', {
      path: from.path,
      expectedBytes: startByte + sizeBytes,
      foundBytes: from.sizeBytes,
    });
  return {
    sizeBytes,
    runAt: (at, lengthBytes) => ({ kind: 'stored', lengthBytes, from, atByte: startByte + at }),
  };
}
