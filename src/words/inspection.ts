import type { Inspection, InspectionNote } from '../engine/contract/events/inspection.ts';
import { isKeyOf } from '../engine/contract/plan/record.ts';
import { damageText, deviationText } from './damage.ts';
import { toldForecast } from './forecasts.ts';
import { t } from './language.ts';
import { cutText } from './reaches.ts';
import { sizeText } from './sizes.ts';

/** What was found, as it is shown: forecast and notes with their text. */
export function toldInspection(found: Inspection): Inspection {
  return {
    ...found,
    forecast: found.forecast.map(toldForecast),
    notes: found.notes.map(toldNote),
  };
}

function toldNote({ code, seen, cut, unreadable, deviation, text, ...note }: InspectionNote): InspectionNote {
  return { code, text: noteText({ code, seen, cut, unreadable, deviation, text }), ...note };
}

type Spoken = {
  readonly [F in 'seen' | 'cut' | 'unreadable' | 'deviation' | 'text']: InspectionNote[F] | undefined;
};

function noteText({
  code,
  seen,
  cut,
  unreadable,
  deviation,
  text,
}: Spoken & Pick<InspectionNote, 'code'>): string {
  const { notes } = t().inspection;
  const { onlyFirst, bootImagesBehind, restBehind } = t().notes;
  if (seen) return onlyFirst(sizeText(seen.toByte), seen.namedBehind ? bootImagesBehind : restBehind);
  if (unreadable) return unreadableText(unreadable);
  if (deviation) return `${deviation.field}: ${deviationText(deviation.because)}`;
  if (cut) return cutText(cut);
  return text ?? (isKeyOf(notes, code) ? notes[code] : code);
}

function unreadableText({ inPart, damage }: NonNullable<InspectionNote['unreadable']>): string {
  const { udfInPart, udfDamaged, partUnreadable } = t().inspection;
  const what = damage ? damageText(damage) : partUnreadable;
  return inPart ? udfInPart(what) : udfDamaged(what);
}
