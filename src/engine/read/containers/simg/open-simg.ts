import {
  SIMG_CRC32,
  SIMG_DONT_CARE,
  SIMG_FILL,
  SIMG_MAJOR_VERSION,
  SIMG_RAW,
  simgChunk,
  simgHeader,
} from '../../../bytes/formats/simg/simg.ts';
import type { Run } from '../../../bytes/mapped/runs.ts';
import { sourceUnsupported } from '../../../contract/failure/source-failures.ts';
import type { ByteRange } from '../../../contract/ports/byte-range.ts';
import { bytesIn, demand, fieldDamaged, structIn } from '../checked-bytes.ts';
import type { ContainerFile, Content } from '../container.ts';
import { firstBehind } from '../joined-parts.ts';

const FORMAT = 'Android-sparse';
const PATTERN_BYTES = 4;
const MOST_BLOCK_BYTES = 64 << 20;

interface Chunk {
  readonly startByte: number;
  readonly endByte: number;
  /** Where its bytes stand; absent where none do. */
  readonly storedByte?: number;
  readonly pattern?: Uint8Array;
  readonly isAnything?: true;
}

/** A sparse image of Android's. What it does not care about is in no range of `mapped`. */
export async function openSimg(file: ContainerFile): Promise<Content> {
  const { chunks, sizeBytes } = await chunksOf(file);
  const ends = Float64Array.from(chunks, ({ endByte }) => endByte);
  return {
    format: FORMAT,
    sizeBytes,
    notes: [],
    mapped: mappedOf(chunks),
    runAt(atByte, mostBytes) {
      const chunk = chunks[firstBehind(ends, atByte)];
      if (!chunk) return { kind: 'zeros', lengthBytes: mostBytes };
      return runIn(file, chunk, atByte, Math.min(mostBytes, chunk.endByte - atByte));
    },
  };
}

function runIn(file: ContainerFile, chunk: Chunk, atByte: number, lengthBytes: number): Run {
  const { startByte, storedByte, pattern, isAnything } = chunk;
  if (storedByte !== undefined)
    return { kind: 'stored', lengthBytes, from: file, atByte: storedByte + atByte - startByte };
  if (pattern?.some((byte) => byte !== 0))
    return { kind: 'filled', lengthBytes, pattern, skipBytes: (atByte - startByte) % PATTERN_BYTES };
  return { kind: 'zeros', lengthBytes, ...(isAnything && { isAnything }) };
}

async function chunksOf(file: ContainerFile): Promise<{ chunks: Chunk[]; sizeBytes: number }> {
  const header = await structIn(file, simgHeader, FORMAT, 0);
  const { majorVersion, headerBytes, chunkHeaderBytes, blockBytes, blocks, chunks: count } = header;
  if (majorVersion !== SIMG_MAJOR_VERSION)
    throw sourceUnsupported(file.path, FORMAT, { reason: 'version', version: String(majorVersion) });
  demand(headerBytes >= simgHeader.sizeBytes, file, FORMAT, 'headerBytes', headerBytes);
  demand(chunkHeaderBytes >= simgChunk.sizeBytes, file, FORMAT, 'chunkHeaderBytes', chunkHeaderBytes);
  const isLength = blockBytes > 0 && blockBytes % PATTERN_BYTES === 0 && blockBytes <= MOST_BLOCK_BYTES;
  demand(isLength, file, FORMAT, 'blockBytes', blockBytes);
  demand(count * chunkHeaderBytes <= file.sizeBytes, file, FORMAT, 'chunks', count);
  const chunks: Chunk[] = [];
  let [at, startByte] = [headerBytes, 0];
  for (let index = 0; index < count; index++) {
    const found = await structIn(file, simgChunk, FORMAT, at);
    const endByte = startByte + (found.type === SIMG_CRC32 ? 0 : found.blocks * blockBytes);
    const bodyBytes = found.chunkBytes - chunkHeaderBytes;
    const place = { startByte, endByte, storedByte: at + chunkHeaderBytes };
    const chunk = await chunkOf(file, found.type, place, bodyBytes);
    if (chunk && endByte > startByte) chunks.push(chunk);
    [at, startByte] = [at + found.chunkBytes, endByte];
  }
  demand(startByte === blocks * blockBytes, file, FORMAT, 'blocks', blocks);
  return { chunks, sizeBytes: startByte };
}

/** @throws Failure `source-damaged` when its length is not that of its kind */
async function chunkOf(
  file: ContainerFile,
  type: number,
  { startByte, endByte, storedByte }: { startByte: number; endByte: number; storedByte: number },
  bodyBytes: number,
): Promise<Chunk | undefined> {
  const demandBody = (wantedBytes: number): void =>
    demand(bodyBytes === wantedBytes, file, FORMAT, 'chunkBytes', bodyBytes);
  if (type === SIMG_RAW) {
    demandBody(endByte - startByte);
    demand(storedByte + bodyBytes <= file.sizeBytes, file, FORMAT, 'chunkBytes', bodyBytes);
    return { startByte, endByte, storedByte };
  }
  if (type === SIMG_FILL) {
    demandBody(PATTERN_BYTES);
    return { startByte, endByte, pattern: await bytesIn(file, storedByte, PATTERN_BYTES) };
  }
  if (type === SIMG_DONT_CARE) {
    demandBody(0);
    return { startByte, endByte, isAnything: true };
  }
  if (type !== SIMG_CRC32) throw fieldDamaged(file, FORMAT, 'chunkType', `0x${type.toString(16)}`);
  demand(bodyBytes >= 0, file, FORMAT, 'chunkBytes', bodyBytes);
  return undefined;
}

/** All but what is not cared about, neighbours joined. */
function mappedOf(chunks: readonly Chunk[]): ByteRange[] {
  const ranges: { atByte: number; lengthBytes: number }[] = [];
  for (const { startByte, endByte, isAnything } of chunks) {
    const last = ranges.at(-1);
    if (isAnything) continue;
    if (last && last.atByte + last.lengthBytes === startByte) last.lengthBytes += endByte - startByte;
    else ranges.push({ atByte: startByte, lengthBytes: endByte - startByte });
  }
  return ranges;
}
