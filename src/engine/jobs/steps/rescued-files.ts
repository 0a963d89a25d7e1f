import { writeFileSync } from 'node:fs';
import { usageRefused } from '../../contract/failure/refused.ts';
import { outputsOf } from '../../contract/plan/parts.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import { outputFailure } from '../../host/files/output-failure.ts';
import { demandPacker } from '../../write/packed/pack.ts';
import { type Packing, packingOf } from '../../write/packed/packing.ts';
import { blockMapPathOf } from '../../write/targets/block-map-text.ts';
import { fdImage } from './fd-image.ts';
import type { FileSink } from './file-sinks.ts';
import type { JobContext } from './job-context.ts';
import { blockMapOf } from './map-blocks.ts';
import { type PackedFile, packImage } from './pack-rescued.ts';
import type { PartFile } from './part-files.ts';

/** What is made of an image that is whole, begun before it is read: a name that is taken is said at once. */
export interface RescuedFiles {
  readonly packed?: { readonly packing: Packing; readonly part: PartFile };
  readonly blockMap?: PartFile;
}

/** @throws Failure `tool-missing`, `usage` */
export async function demandFormOf(plan: ReadPlan): Promise<void> {
  const { receipt } = plan;
  for (const { path } of outputsOf(plan)) {
    const packing = packingOf(path);
    if (packing === undefined) continue;
    // A receipt speaks of the bytes of an image, which a packed file does not hold.
    if (receipt !== undefined) throw usageRefused({ reason: 'receipt-of-packed', path: receipt });
    await demandPacker(packing);
  }
}

/** @throws Failure `output-exists`, `output-not-writable`, `no-space` */
export async function beginFiles(
  { blockMap }: Pick<ReadPlan, 'blockMap'>,
  { path, output }: Pick<FileSink, 'path' | 'output'>,
): Promise<RescuedFiles> {
  const packing = packingOf(path);
  return {
    ...(packing && { packed: { packing, part: await output.addPart(path) } }),
    ...(blockMap && { blockMap: await output.addPart(blockMapPathOf(path)) }),
  };
}

interface WholeImage {
  readonly fd: number;
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

interface MadeFiles {
  readonly parts: readonly PartFile[];
  /** What stands under the output's name in the end. */
  readonly file: PackedFile;
}

/** @throws Failure */
export async function makeFiles(
  { packed, blockMap }: RescuedFiles,
  { fd, path, sizeBytes, sha256 }: WholeImage,
  context: JobContext,
): Promise<MadeFiles> {
  const image = fdImage(fd, path, sizeBytes);
  if (blockMap) writeText(blockMap, await blockMapOf(image, context));
  const file = packed ? await packImage({ ...packed, image, sha256 }, context) : { sizeBytes, sha256 };
  return { file, parts: [packed?.part, blockMap].filter((part) => part !== undefined) };
}

function writeText({ fd, path }: PartFile, text: string): void {
  try {
    writeFileSync(fd, text);
  } catch (error) {
    throw outputFailure(error, path);
  }
}
