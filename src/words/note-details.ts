import type { DriveHealth } from '../engine/contract/events/drive-health.ts';
import type { DoneFact, JobEvent, NoteFact } from '../engine/contract/events/events.ts';
import type { TestedFacts } from '../engine/contract/events/note-facts.ts';
import { apartText } from './apart.ts';
import { bootNoteText, sectorText } from './boot.ts';
import { checksumNoteText } from './checksum-notes.ts';
import { containerStateText } from './containers.ts';
import { discStepText } from './discs.ts';
import { inEnglish, t } from './language.ts';
import { restText, roomText } from './medium.ts';
import { cutText } from './reaches.ts';
import { remedy } from './remedies.ts';
import { countOf, countText, percentText, rateText, sizeText } from './sizes.ts';
import { toldReport } from './told-facts.ts';

/** What a note says beyond its code: made of its facts, or what the job said itself. */
export function noteDetail(note: Pick<NoteFact, 'text' | 'facts' | 'path'>): string | undefined {
  const { text, facts = {} } = note;
  const { mappedBytes, apart, repaired, boot, failure, tested, cut, sectors, health, inContainer } = facts;
  const { mountedAt, rest, room, disc } = facts;
  if (inContainer) return containerStateText(inContainer);
  if (cut) return cutText(cut);
  if (sectors) return sectorText(sectors);
  if (mappedBytes !== undefined) return sizeText(mappedBytes);
  if (health) return healthText(health);
  if (mountedAt) return mountedAt.join(', ');
  if (rest) return restText(rest);
  if (room) return roomText(room);
  if (disc) return discStepText(disc);
  if (apart) return apartText(apart);
  if (repaired)
    return t().notes.stretch(countOf(repaired.lengthBytes, t().nouns.byte), countText(repaired.atByte));
  if (boot) return bootNoteText(boot);
  if (failure) return remedy(failure).happened;
  return tested ? testedText(tested) : (checksumNoteText(note) ?? text);
}

/** An event as it is shown to programs: notes and failures with their text, in English. */
export function told(event: JobEvent): JobEvent {
  if (event.event === 'done') return toldDone(event);
  if (event.event !== 'note' || !event.facts) return event;
  const text = inEnglish(() => noteDetail(event));
  return text === undefined ? event : { ...event, text };
}

/** The last word of a job, as it is shown to programs. */
export function toldDone<D extends DoneFact>(done: D): D {
  return { ...done, report: toldReport(done.report) };
}

/** What makes a drive suspect, in the order of its weight; nothing when it only says that it is failing. */
function healthText({ pendingSectors, lostSectors, replacedSectors, mediaErrors }: DriveHealth): string {
  const { health } = t().notes;
  const lines = [
    [pendingSectors, health.pending],
    [lostSectors, health.lost],
    [mediaErrors, health.mediaErrors],
    [replacedSectors, health.replaced],
  ] as const;
  return lines.flatMap(([count, say]) => (count ? [say(countText(count))] : [])).join(', ');
}

function testedText({ test, places, wrapShare, slowestBytesPerSecond }: TestedFacts): string {
  const words = t().notes;
  const speed =
    slowestBytesPerSecond === undefined ? '' : `, ${words.atLeast(rateText(slowestBytesPerSecond))}`;
  const share = wrapShare < 1 ? `; ${words.wrapShare(percentText(wrapShare))}` : '';
  return test === 'full'
    ? `${words.wholeSurface}${speed}`
    : `${words.testPlaces(String(places))}${share}${speed}`;
}
