import { inspectImage } from '../engine/inspect/inspect.ts';
import type { Inspection, VolumeFacts } from '../engine/inspect/inspection.ts';
import { forecastLines } from '../engine/words/boot.ts';
import { cleanText } from '../engine/words/clean.ts';
import { countOf, sizeText } from '../engine/words/sizes.ts';
import type { CommonOptions, Face } from './face.ts';
import { openInspectable } from './inspectable.ts';

/** `isowright inspect IMAGE`: what it is, read from its bytes. */
export async function inspect(path: string, { json }: CommonOptions, face: Face): Promise<number> {
  const image = await openInspectable(path, face);
  try {
    const found = await inspectImage(image);
    face.out(json ? `${JSON.stringify(found, undefined, 2)}\n` : tableOf(path, found));
    return 0;
  } finally {
    await image.close();
  }
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
    `${path}: ${kindNames[kind]}, ${sizeWords(sizeBytes)}`,
    ...volumes.map(volumeLine),
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

function sizeWords(sizeBytes: number | null): string {
  return sizeBytes === null ? 'of a size it does not say' : `${sizeText(sizeBytes)} (${sizeBytes} bytes)`;
}

/** `volume     udf        Films  2.50, metadata partition, 12 files, 3 folders` */
function volumeLine({ standard, label, revision, partition, files, directories }: VolumeFacts): string {
  const facts = [
    ...(revision === undefined ? [] : [revision]),
    ...(partition === undefined || partition === 'physical' ? [] : [`${partition} partition`]),
    ...(files === undefined ? [] : [countOf(files, 'file')]),
    ...(directories === undefined ? [] : [countOf(directories, 'folder')]),
  ];
  const line = `volume     ${standard.padEnd(10)} ${label}`;
  return facts.length === 0 ? line : `${line}  ${facts.join(', ')}`;
}
