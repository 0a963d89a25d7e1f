import type { RefusalFacts, TrustFacts, WarningReasons } from '../engine/contract/failure/refusal-reasons.ts';
import type { Drive, DriveRefusal, DriveWarning } from '../engine/contract/ports/drive.ts';
import { driveContentText } from './drive-content.ts';
import { inEnglish, t } from './language.ts';
import { sizeText } from './sizes.ts';
import { thingText } from './things.ts';

/** Why a drive may not be written to, as one line with the place: `mounted at /a, /b and 3 more places`. */
export function refusalText({ code, facts, more = [], text }: DriveRefusal): string {
  if (facts === undefined) return text ?? code;
  const [second, ...others] = more.map(placeText);
  const { andPlace, andPlaces } = t().refusals;
  if (second === undefined) return reasonText(facts);
  const first = reasonText(facts);
  return others.length === 0 ? andPlace(first, second) : andPlaces(first, second, others.length);
}

/** One reason; one that another version of the program gave is shown as its name. */
export function reasonText(facts: RefusalFacts): string {
  const { reasons, alsoNamed } = t().refusals;
  if (!Object.hasOwn(reasons, facts.reason)) return String(facts.reason);
  const say = reasons[facts.reason] as (told: object) => string;
  const text = say(worded(facts));
  return facts.alias === undefined ? text : alsoNamed(text, facts.alias);
}

/** Facts as the sentence takes them. */
function worded(facts: RefusalFacts): object {
  if (facts.reason === 'too-small') return { ...facts, ...sizesOf(facts) };
  return facts.reason === 'never-touch-unreadable' ? { ...facts, problem: thingText(facts.problem) } : facts;
}

function placeText(facts: RefusalFacts): string {
  return facts.reason === 'mounted' ? facts.at : reasonText(facts);
}

function sizesOf({ haveBytes, needBytes }: RefusalFacts<'too-small'>): object {
  const [have, need] = [sizeText(haveBytes), sizeText(needBytes)];
  return { have, need, isSame: have === need, missing: needBytes - haveBytes };
}

/** Why code is not made root. */
export function trustText(facts: TrustFacts): string {
  const { trust } = t().refusals;
  if (!Object.hasOwn(trust, facts.reason)) return String(facts.reason);
  return (trust[facts.reason] as (facts: object) => string)(facts);
}

/** Why to look twice. */
export function warningText({ code, facts, text }: DriveWarning): string {
  if (facts === undefined) return text ?? code;
  const { warnings } = t().refusals;
  switch (facts.reason) {
    case 'larger-than-128-gb':
      return warnings[facts.reason]({ size: sizeText(facts.sizeBytes) });
    case 'not-empty':
      return warnings[facts.reason]({ contents: contentsText(facts) });
    case 'not-removable':
      return warnings[facts.reason](facts);
    case 'no-serial':
      return warnings[facts.reason](facts);
    case 'unreadable':
      return warnings[facts.reason](facts);
  }
}

/** `KEYS (vfat), sdb2 (ext4) and 2 more` */
function contentsText({ parts, more, content }: WarningReasons['not-empty']): string {
  if (content !== undefined) return driveContentText(content);
  const names = parts.join(', ');
  return more === 0 ? names : t().refusals.andMore(names, more);
}

/** A drive as programs are told of it: code and English text. */
export function toldDrive(drive: Drive): Drive {
  return inEnglish(() => ({
    ...drive,
    refusals: drive.refusals.map((refusal) => ({ code: refusal.code, text: refusalText(refusal) })),
    warnings: drive.warnings.map((warning) => ({ code: warning.code, text: warningText(warning) })),
  }));
}
