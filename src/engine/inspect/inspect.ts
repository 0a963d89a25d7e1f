import { readFat } from '../formats/fat/read.ts';
import { sizeText } from '../words/sizes.ts';
import { findCatalogue } from './boot-catalogue.ts';
import type { BytesAt } from './bytes-of.ts';
import { forecastOf } from './forecast.ts';
import { findGpt } from './gpt.ts';
import type { Inspection, InspectionNote, VolumeFacts } from './inspection.ts';
import { findMbr } from './master-boot-record.ts';
import { type Inspectable, Sight } from './sight.ts';
import { stickProcessors } from './stick.ts';
import { findUdf } from './udf-facts.ts';
import { findVolumes } from './volumes.ts';

/**
 * What an image is and what will start it, read from its bytes as firmware and systems do; nothing is taken from the
 * plan that made it. Time and memory are bounded whatever the bytes say. Of an image that is only seen from its beginning,
 * `notes` say what was not looked at.
 *
 * @throws Failure `source-unreadable`, `source-truncated`
 */
export async function inspectImage(image: Inspectable): Promise<Inspection> {
  const sight = new Sight(image);
  const { bytes, sizeBytes } = sight;
  const iso = await findVolumes(bytes);
  const udf = await findUdf(sight);
  const volumes = udf.volume ? [...iso.volumes, udf.volume] : iso.volumes;
  const catalogue = await findCatalogue(bytes, iso.catalogueLba);
  const fat = volumes.length === 0 && (await readFat(bytes)) !== undefined;
  const mbr = fat ? undefined : await findMbr(bytes, catalogue.entries);
  const { gpt, notes: gptNotes } = await findGpt(sight);
  const context = {
    elTorito: catalogue.entries,
    catalogueIsSound: catalogue.isSound,
    mbr,
    gpt,
    stickProcessors: await stickProcessors(bytes, mbr, gpt),
  };
  return {
    kind: kindOf(volumes, fat, mbr !== undefined || gpt !== undefined),
    sizeBytes: sizeBytes ?? null,
    volumes: fat ? [{ standard: 'fat', label: await fatLabel(bytes) }] : volumes,
    boot: { elTorito: catalogue.entries, mbr: mbr ?? null, gpt: gpt ?? null },
    forecast: forecastOf({ ...context, isPartial: sight.missed }),
    notes: [
      ...iso.notes,
      ...udf.notes,
      ...(sizeBytes === undefined ? [] : sizeNotes(volumes, sizeBytes)),
      ...(sight.missed
        ? catalogue.notes.filter(({ code }) => code !== 'catalogue-missing')
        : catalogue.notes),
      ...gptNotes,
      ...partNotes(sight),
    ],
  };
}

/** What nobody looked at, and what could not be read. */
function partNotes(sight: Sight): InspectionNote[] {
  const unreadable = sight.unreadable.map((atByte) => ({
    code: 'unreadable',
    text: 'a place that was to be looked at cannot be read',
    atByte,
  }));
  if (sight.sees(sight.sizeBytes ?? Number.POSITIVE_INFINITY)) return unreadable;
  const what = sight.missed ? 'boot images or partitions behind them were' : 'what lies behind them was';
  const text = `only the first ${sizeText(sight.reachBytes)} were unpacked: ${what} not looked at`;
  return [...unreadable, { code: 'not-looked-at', text }];
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
