import type { Inspection, InspectionNote, TrackFacts } from '../engine/contract/events/inspection.ts';
import type { CompressionFacts } from '../engine/contract/failure/compression-reasons.ts';
import type { FoundFacts } from '../engine/contract/failure/source-reasons.ts';
import { isKeyOf } from '../engine/contract/plan/record.ts';
import { containerStateText } from './containers.ts';
import { compressionText, damageText, deviationText, unpackText } from './damage.ts';
import { durationText } from './durations.ts';
import { toldForecast } from './forecasts.ts';
import { t } from './language.ts';
import { cutText } from './reaches.ts';
import { secureBootWhy } from './secure-boot.ts';
import { sizeText } from './sizes.ts';
import { foundText } from './source-reasons.ts';

/** What was found, as it is shown: forecast and notes with their text. */
export function toldInspection(found: Inspection): Inspection {
  return {
    ...found,
    forecast: found.forecast.map(toldForecast),
    ...(found.secureBoot && {
      secureBoot: { ...found.secureBoot, why: secureBootWhy(found.secureBoot) },
    }),
    notes: found.notes.map(toldNote),
  };
}

function toldNote(note: InspectionNote): InspectionNote {
  const { code, seen, cut, unreadable, deviation, track, text, other, packed, ...rest } = note;
  return {
    code,
    text:
      containedText(rest) ??
      otherText({ other, packed }) ??
      noteText({ code, seen, cut, unreadable, deviation, track, text }),
    ...(track && { track }),
    ...(other && { other }),
    ...(packed && { packed }),
    ...rest,
  };
}

/** What it is the content of, and what should be known of that. */
function containedText({
  container,
  inContainer,
}: Pick<InspectionNote, 'container' | 'inContainer'>): string | undefined {
  if (inContainer) return containerStateText(inContainer);
  return container && t().containers.inside(container.container, sizeText(container.packedBytes ?? 0));
}

/** What it is in the place of an image, and what to do with it. */
function otherText({
  other,
  packed,
}: {
  other: FoundFacts | undefined;
  packed: CompressionFacts | undefined;
}) {
  const { isOther, isPacked } = t().inspection;
  if (other) return isOther(foundText(other));
  return packed && isPacked(compressionText(packed), unpackText(packed));
}

type Spoken = {
  readonly [F in 'seen' | 'cut' | 'unreadable' | 'deviation' | 'track' | 'text']:
    | InspectionNote[F]
    | undefined;
};

function noteText({
  code,
  seen,
  cut,
  unreadable,
  deviation,
  track,
  text,
}: Spoken & Pick<InspectionNote, 'code'>): string {
  const { notes } = t().inspection;
  const { onlyFirst, bootImagesBehind, restBehind } = t().notes;
  if (seen) return onlyFirst(sizeText(seen.toByte), seen.namedBehind ? bootImagesBehind : restBehind);
  if (unreadable) return unreadableText(unreadable);
  if (deviation) return `${deviation.field}: ${deviationText(deviation.because)}`;
  if (cut) return cutText(cut);
  if (track) return trackText(track);
  return text ?? (isKeyOf(notes, code) ? notes[code] : code);
}

const SECTORS_A_SECOND = 75;

function trackText({ number, kind, mode, sectors }: TrackFacts): string {
  const { audioTrack, dataTrack } = t().inspection;
  return kind === 'audio'
    ? audioTrack(number, durationText((sectors / SECTORS_A_SECOND) * 1000))
    : dataTrack(number, mode, sectors);
}

function unreadableText({ inPart, damage }: NonNullable<InspectionNote['unreadable']>): string {
  const { udfInPart, udfDamaged, partUnreadable } = t().inspection;
  const what = damage ? damageText(damage) : partUnreadable;
  return inPart ? udfInPart(what) : udfDamaged(what);
}
