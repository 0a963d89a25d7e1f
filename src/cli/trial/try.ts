import { lastWord } from '../../engine/contract/events/last-word.ts';
import { exitCodes } from '../../engine/contract/failure/exit-codes.ts';
import type { GuestFirmware, GuestMedium } from '../../engine/contract/ports/guest.ts';
import type { TrialChosen, TrialEnd } from '../../engine/contract/ports/trials.ts';
import { guestScreenLines, textLines } from '../../words/guest-screen.ts';
import { inEnglish, t } from '../../words/language.ts';
import { usageFailure } from '../../words/spoken-failure.ts';
import { secondsOf, trialAnswer, verdictText } from '../../words/trial.ts';
import { absolutePath } from '../absolute-path.ts';
import type { Face } from '../face.ts';
import type { CommonOptions, Given } from '../given.ts';
import type { KeepEvent, KeptEvent } from '../own-files.ts';
import { stopBySignal } from '../stop-by-signal.ts';
import { tell, tellJson } from '../tell.ts';
import { carriedOut, chosenFor } from './carried-out.ts';

type TryFlags = CommonOptions & Given<'firmware' | 'medium' | 'seconds'>;
type Tried = Extract<TrialEnd, { ok: true }>;

const USUAL_SECONDS = 60;
const MOST_SECONDS = 3600;
const SCREEN = { columns: 78, rows: 25 };
const SERIAL_ROWS = 8;

/** `isowright try IMAGE|DRIVE`: starts it in a virtual machine and says what was seen. */
export async function tryImage(
  path: string,
  flags: TryFlags,
  face: Face,
  keep: KeepEvent = () => undefined,
): Promise<number> {
  const say = (fact: KeptEvent): void => {
    const event = { v: 1, job: '', at: new Date(face.nowMs()).toISOString(), ...fact };
    keep(event);
    if (flags.json) tellJson(face.out, event);
  };
  const limitMs = secondsGiven(flags.seconds) * 1000;
  const wish = {
    path,
    firmware: flags.firmware as GuestFirmware | undefined,
    medium: flags.medium as GuestMedium | undefined,
  };
  if (flags.dryRun) return wouldTry(await chosenFor(wish, face), path, flags, face);
  const { signal, close } = stopBySignal(face);
  const beganMs = face.nowMs();
  try {
    const tried = await carriedOut(
      wish,
      {
        limitMs,
        signal,
        nowMs: face.nowMs,
        onChosen: (chosen) => {
          const { firmware, medium } = chosen;
          say({ event: 'phase', phase: 'try', firmware, medium });
          if (!flags.json && !flags.quiet) tellChosen(path, chosen, face);
        },
        onView: ({ elapsedMs }) => say({ event: 'progress', phase: 'try', elapsedMs }),
      },
      face,
    );
    say(lastEvent(tried, face.nowMs() - beganMs));
    if (!flags.json) tellTried(tried, flags, face);
    return tried.verdict.started ? exitCodes.done : exitCodes.differs;
  } finally {
    close();
  }
}

/** What a dry run is: the way that would be tried. */
function wouldTry(chosen: TrialChosen, path: string, { json }: TryFlags, face: Face): number {
  const { firmware, medium, forecast = null } = chosen;
  if (json) tellJson(face.out, { path: absolutePath(path, face), firmware, medium, forecast }, 2);
  else {
    const words = t().trial;
    tell(face.out, words.wouldTry(path, words.media[medium], words.firmware[firmware] ?? firmware));
    if (forecast !== null) tell(face.out, words.forecastSays(trialAnswer(forecast)));
  }
  return exitCodes.done;
}

/** @throws Failure `usage` */
function secondsGiven(text: string | undefined): number {
  if (text === undefined) return USUAL_SECONDS;
  const seconds = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > MOST_SECONDS) throw usageFailure(() => t().trial.notSeconds(text));
  return seconds;
}

function tellChosen(path: string, { firmware, medium, forecast }: TrialChosen, face: Face): void {
  const words = t().trial;
  tell(face.err, words.trying(path, words.media[medium], words.firmware[firmware] ?? firmware));
  if (forecast !== undefined) tell(face.err, words.forecastSays(trialAnswer(forecast)));
  tell(face.err, words.others);
}

function lastEvent({ chosen, verdict, view, accelerator }: Tried, elapsedMs: number): KeptEvent {
  const { firmware, medium, forecast = null } = chosen;
  const report = {
    firmware,
    medium,
    started: verdict.started,
    saw: verdict.started ? verdict.saw : null,
    because: verdict.started ? null : verdict.because,
    afterSeconds: secondsOf(verdict),
    forecast,
    accelerator,
    text: inEnglish(() => verdictText(verdict)),
    screen: guestScreenLines(view.screen, SCREEN),
    serial: textLines(view.serialLines, { ...SCREEN, rows: SERIAL_ROWS }),
  };
  const done = lastWord({ report: {}, proved: true, elapsedMs });
  const ended = verdict.started ? {} : { ok: false, exitCode: exitCodes.differs, outcome: 'differs' };
  return { ...done, ...ended, report: { ...done.report, ...report } };
}

function tellTried(
  { chosen, verdict, view, accelerator }: Tried,
  { quiet, ascii }: TryFlags,
  face: Face,
): void {
  const words = t().trial;
  if (!quiet) {
    const screen = guestScreenLines(view.screen, { ...SCREEN, ascii });
    const serial = textLines(view.serialLines, { ...SCREEN, rows: SERIAL_ROWS });
    if (screen.length > 0) tell(face.err, words.screen, ...screen.map((line) => `  ${line}`));
    if (serial.length > 0) tell(face.err, words.serial, ...serial.map((line) => `  ${line}`));
    if (accelerator === 'tcg') tell(face.err, words.slow);
    if (typeof chosen.forecast === 'boolean' && chosen.forecast !== verdict.started)
      tell(face.err, words.disagrees);
  }
  tell(face.out, verdictText(verdict));
}
