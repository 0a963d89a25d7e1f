import { readFat } from '../formats/fat/read.ts';
import type { Image } from '../ports/image.ts';
import { findCatalogue } from './boot-catalogue.ts';
import { type BytesAt, bytesOf } from './bytes-of.ts';
import { forecastOf } from './forecast.ts';
import { findGpt } from './gpt.ts';
import type { Inspection, InspectionNote, VolumeFacts } from './inspection.ts';
import { findMbr } from './master-boot-record.ts';
import { stickProcessors } from './stick.ts';
import { findVolumes } from './volumes.ts';

/**
 * What an image is and what will start it, read from its bytes as firmware and systems do; nothing is taken from the
 * plan that made it. Time and memory are bounded whatever the bytes say.
 *
 * @throws Failure `source-unreadable`, `source-truncated`
 */
export async function inspectImage(image: Pick<Image, 'sizeBytes' | 'read'>): Promise<Inspection> {
  const bytes = bytesOf(image);
  const { sizeBytes } = image;
  const { volumes, notes, catalogueLba } = await findVolumes(bytes);
  const catalogue = await findCatalogue(bytes, catalogueLba);
  const fat = volumes.length === 0 && (await readFat(bytes)) !== undefined;
  const mbr = fat ? undefined : await findMbr(bytes, catalogue.entries);
  const { gpt, notes: gptNotes } = await findGpt(bytes, sizeBytes);
  const context = {
    elTorito: catalogue.entries,
    catalogueIsSound: catalogue.isSound,
    mbr,
    gpt,
    stickProcessors: await stickProcessors(bytes, mbr, gpt),
  };
  return {
    kind: kindOf(volumes, fat, mbr !== undefined || gpt !== undefined),
    sizeBytes,
    volumes: fat ? [{ standard: 'fat', label: await fatLabel(bytes) }] : volumes,
    boot: { elTorito: catalogue.entries, mbr: mbr ?? null, gpt: gpt ?? null },
    forecast: forecastOf(context),
    notes: [...notes, ...sizeNotes(volumes, sizeBytes), ...catalogue.notes, ...gptNotes],
  };
}

function kindOf(volumes: readonly VolumeFacts[], fat: boolean, hasTable: boolean): Inspection['kind'] {
  if (volumes.some(({ standard }) => standard === 'iso9660')) return 'iso9660';
  if (volumes.some(({ standard }) => standard === 'udf')) return 'udf';
  if (fat) return 'fat';
  return hasTable ? 'disk' : 'unknown';
}

/** FAT12/16 at 43, FAT32 at 71: BS_VolLab. */
async function fatLabel(bytes: BytesAt): Promise<string> {
  const sector = await bytes(0, 512);
  const at = sector[66] === 0x29 ? 71 : 43;
  return String.fromCharCode(...sector.subarray(at, at + 11)).trimEnd();
}

function sizeNotes(volumes: readonly VolumeFacts[], sizeBytes: number): InspectionNote[] {
  const stated = volumes.find(({ standard }) => standard === 'iso9660')?.sizeBytes ?? 0;
  if (stated <= sizeBytes) return [];
  const text = `the volume has ${stated} bytes and the image only ${sizeBytes}: it was cut off`;
  return [{ code: 'truncated', text }];
}
