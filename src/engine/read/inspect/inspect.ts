import { readFat } from '../../bytes/formats/fat/read.ts';
import type { Inspection, InspectionNote, VolumeFacts } from '../../contract/events/inspection.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { findAround } from './around.ts';
import { findCatalogue } from './boot-catalogue.ts';
import { activePartition, bootCodeOf } from './boot-code.ts';
import { Sight } from './bounded-reader.ts';
import { forecastOf } from './forecast.ts';
import { findGpt } from './gpt.ts';
import { fatLabel } from './in-partitions.ts';
import { findMbr } from './master-boot-record.ts';
import { findCut } from './reach/find-cut.ts';
import { secureBootOf } from './secure-boot-of.ts';
import { stickFacts } from './stick.ts';
import { findUdf } from './udf-facts.ts';
import { findVolumes } from './volumes.ts';

/**
 * What an image is and what will start it, read from its bytes as firmware and systems do; nothing is taken from the
 * plan that made it. Time and memory are bounded whatever the bytes say. Of an image that is only seen from its beginning,
 * `notes` say what was not looked at.
 *
 * @throws Failure `source-unreadable`, `source-truncated`
 */
export async function inspectImage(image: Readable<number | undefined>): Promise<Inspection> {
  const sight = new Sight(image);
  const { bytes, sizeBytes } = sight;
  const iso = await findVolumes(bytes);
  // What it looks at is not what firmware looks at: nothing of it counts as missed.
  const cut = await findCut(new Sight(image));
  const udf = await findUdf(sight);
  const volumes = udf.volume ? [...iso.volumes, udf.volume] : iso.volumes;
  const catalogue = await findCatalogue(
    sight,
    iso.catalogueLba,
    iso.volumes.find(({ standard }) => standard === 'iso9660')?.sizeBytes,
  );
  const fat = volumes.length === 0 && (await readFat(bytes)) !== undefined;
  const around = await findAround(image, { isDisc: volumes.length > 0, isFat: fat });
  const bootCode = await bootCodeOf(bytes, catalogue.entries);
  const mbr = fat || around.kind === 'file-system' ? undefined : await findMbr(bytes, bootCode);
  const { gpt, notes: gptNotes } = await findGpt(sight);
  const context = {
    elTorito: catalogue.entries,
    catalogue: { ...catalogue, hasEarlyRecord: iso.hasEarlyRecord },
    bootCode,
    active: mbr && (await activePartition(bytes, mbr)),
    mbr,
    gpt,
    stick: await stickFacts(sight, mbr, gpt),
    udfLoaders: udf.loaders,
  };
  const secureBoot = await secureBootOf(image, catalogue.entries, context.stick);
  return {
    kind: around.kind ?? kindOf(volumes, fat, mbr !== undefined || gpt !== undefined),
    sizeBytes: sizeBytes ?? null,
    volumes: [
      ...(fat ? [{ standard: 'fat' as const, label: fatLabel(await bytes(0, 512)) }] : volumes),
      ...around.volumes,
    ],
    boot: { elTorito: catalogue.entries, mbr: mbr ?? null, gpt: gpt ?? null },
    ...(secureBoot && { secureBoot }),
    forecast: forecastOf({ ...context, isPartial: sight.missed }),
    notes: [
      ...iso.notes,
      ...udf.notes,
      ...around.notes,
      ...(cut ? [{ code: 'source-truncated', cut }] : []),
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
    atByte,
  }));
  if (sight.sees(sight.sizeBytes ?? Number.POSITIVE_INFINITY)) return unreadable;
  const seen = { toByte: sight.reachBytes, namedBehind: sight.missed };
  return [...unreadable, { code: 'not-looked-at', seen }];
}

function kindOf(volumes: readonly VolumeFacts[], fat: boolean, hasTable: boolean): Inspection['kind'] {
  if (volumes.some(({ standard }) => standard === 'iso9660')) return 'iso9660';
  if (volumes.some(({ standard }) => standard === 'udf')) return 'udf';
  if (fat) return 'fat';
  return hasTable ? 'disk' : 'unknown';
}
