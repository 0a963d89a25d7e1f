import { openSource } from '../engine/image/open-source.ts';
import { inspectImage } from '../engine/inspect/inspect.ts';
import type { Inspection } from '../engine/inspect/inspection.ts';
import { Failure } from '../engine/ports/failure.ts';
import type { Image } from '../engine/ports/image.ts';
import { forecastLines } from '../engine/words/boot.ts';
import { cleanText } from '../engine/words/clean.ts';
import { sizeText } from '../engine/words/sizes.ts';
import type { CommonOptions, Face } from './face.ts';
import { absolutePath } from './sources.ts';

/** `isowright inspect IMAGE`: what it is, read from its bytes. */
export async function inspect(path: string, { json }: CommonOptions, face: Face): Promise<number> {
  const image = await openForReading(absolutePath(path, face));
  try {
    const found = await inspectImage(image);
    face.out(json ? `${JSON.stringify(found, undefined, 2)}\n` : tableOf(path, found));
    return 0;
  } finally {
    await image.close();
  }
}

/** @throws Failure `source-not-an-image` for what can only be read from front to back */
async function openForReading(path: string): Promise<Image> {
  const image = await openSource(path);
  if ('read' in image) return image;
  await image.close();
  throw new Failure('source-not-an-image', { path, found: 'compressed; unpack it first' });
}

const kindNames: Record<Inspection['kind'], string> = {
  iso9660: 'ISO 9660 image',
  udf: 'UDF image',
  disk: 'disk image',
  fat: 'FAT file system',
  unknown: 'nothing that is known here',
};

function tableOf(path: string, { kind, sizeBytes, volumes, boot, forecast, notes }: Inspection): string {
  const lines = [
    `${path}: ${kindNames[kind]}, ${sizeText(sizeBytes)} (${sizeBytes} bytes)`,
    ...volumes.map(({ standard, label }) => `volume     ${standard.padEnd(10)} ${label}`),
    ...boot.elTorito.map(
      ({ platform, emulation, loader, lba }) =>
        `boot image ${platform.padEnd(10)} ${loader}, emulation ${emulation}, sector ${lba}`,
    ),
    ...(boot.mbr?.partitions ?? []).map(
      ({ number, type, startBlock, blocks }) =>
        `MBR        ${number}  type 0x${type.toString(16).padStart(2, '0')}  ${blocks} blocks from ${startBlock}`,
    ),
    ...(boot.gpt?.partitions ?? []).map(
      ({ number, name, startBlock, blocks }) =>
        `GPT        ${number}  ${name}  ${blocks} blocks from ${startBlock}`,
    ),
    '',
    ...forecastLines(forecast),
    ...notes.map(({ code, text }) => `note: ${text} (${code})`),
  ];
  return `${lines.map(cleanText).join('\n')}\n`;
}
