import { fstatSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Failure } from '../../contract/failure/failure.ts';
import { toolMissing } from '../../contract/failure/tools.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { writeAt } from '../../host/files/positional-io.ts';
import { feedTool } from '../../host/tools/feed-tool.ts';
import { runTool } from '../../host/tools/run-tool.ts';
import { gzipMembers } from './gzip.ts';
import type { Packing } from './packing.ts';
import { type PackRun, packPieces } from './pieces.ts';
import { seekableZstd } from './zstd.ts';

const FED_BYTES = 1 << 20;
/** A disk that is full of other work makes xz wait, but not so long. */
const SILENCE_MS = 5 * 60_000;
const ASK_MS = 20_000;
const PAUSED_MS = 250;
const PROBE_BYTES = 64 << 10;

/** Whatever packs has to be there before the first byte is read. @throws Failure `tool-missing` */
export async function demandPacker(packing: Packing): Promise<void> {
  if (packing !== 'xz') return;
  const { status } = await runTool('xz', ['--version'], ASK_MS);
  if (status !== 0) throw toolMissing('xz', '-o *.xz');
}

/**
 * Packs an image into a new, empty file.
 *
 * @throws Failure `tool-failed`, the image's failure, the stop's reason; the system's error of the file
 */
export async function pack(image: Readable, fd: number, packing: Packing, run: PackRun): Promise<void> {
  if (packing === 'zstd') await packPieces(image, fd, seekableZstd, run);
  else if (packing === 'gzip') await packPieces(image, fd, gzipMembers, run);
  else await packXz(image, fd, run);
}

/** There is no xz in Node, and its file is the same whoever packs it: xz(1) writes to the file by itself. */
async function packXz(image: Readable, fd: number, run: PackRun): Promise<void> {
  const { status, timedOut } = await feedTool(
    'xz',
    ['--compress', '--stdout', '--threads=0'],
    { input: fed(image, run), outputFd: fd },
    SILENCE_MS,
  );
  if (status === 0) return;
  // A disk that is full says so to us as well.
  await writeAt(fd, new Uint8Array(PROBE_BYTES), fstatSync(fd).size);
  throw new Failure('tool-failed', { tool: 'xz', said: timedOut ? 'tool-timeout' : '' });
}

async function* fed(image: Readable, { gate, signal, onPacked }: PackRun): AsyncGenerator<Uint8Array> {
  for (let atByte = 0; atByte < image.sizeBytes; atByte += FED_BYTES) {
    // A pause is no silence of the program.
    for (; gate.isShut && !signal.aborted; yield new Uint8Array()) await setTimeout(PAUSED_MS);
    signal.throwIfAborted();
    const bytes = new Uint8Array(Math.min(FED_BYTES, image.sizeBytes - atByte));
    await image.read(atByte, bytes);
    yield bytes;
    onPacked(atByte + bytes.length);
  }
}
