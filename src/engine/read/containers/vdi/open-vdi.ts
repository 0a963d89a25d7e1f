import {
  VDI_DYNAMIC,
  VDI_FIXED,
  VDI_LEAST_UNSTORED,
  VDI_MAJOR_VERSION,
  vdiHeader,
} from '../../../bytes/formats/vdi/vdi.ts';
import { lengthIn } from '../../../bytes/mapped/within.ts';
import { sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import { demand, demandPower, structIn, tableIn } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';

const FORMAT = 'VDI';

/** A disk of VirtualBox's. */
export async function openVdi(file: ContainerFile): Promise<Content> {
  const header = await structIn(file, vdiHeader, FORMAT, 0);
  const { version, imageType, sizeBytes, blockBytes, blockExtraBytes, blocks, tableByte, dataByte } = header;
  if (version >>> 16 !== VDI_MAJOR_VERSION)
    throw sourceUnsupported(file.path, FORMAT, { reason: 'version', version: `0x${version.toString(16)}` });
  if (imageType !== VDI_DYNAMIC && imageType !== VDI_FIXED)
    throw sourceUnsupported(file.path, FORMAT, { reason: 'backing-file' });
  demandPower(file, FORMAT, 'blockBytes', blockBytes, [4096, 256 << 20]);
  const needed = Math.ceil(sizeBytes / blockBytes);
  demand(blocks >= needed, file, FORMAT, 'blocks', blocks);
  const table = await tableIn(file, tableByte, needed * 4);
  return {
    format: FORMAT,
    sizeBytes,
    notes: [],
    runAt(atByte, mostBytes) {
      const lengthBytes = lengthIn(atByte, mostBytes, { blockBytes, sizeBytes });
      const block = table.getUint32(Math.floor(atByte / blockBytes) * 4, true);
      if (block >= VDI_LEAST_UNSTORED) return { kind: 'zeros', lengthBytes };
      const blockByte = dataByte + block * (blockBytes + blockExtraBytes) + blockExtraBytes;
      return { kind: 'stored', lengthBytes, from: file, atByte: blockByte + (atByte % blockBytes) };
    },
  };
}
