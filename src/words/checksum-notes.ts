import type { LeftAloneFacts } from '../engine/contract/events/checksum-notes.ts';
import type { NoteFact } from '../engine/contract/events/events.ts';
import type { BesideFacts } from '../engine/contract/failure/beside-reasons.ts';
import type { UnreadFacts } from '../engine/contract/failure/damage-reasons.ts';
import { besideText } from './beside-text.ts';
import { damageText } from './damage.ts';
import { t } from './language.ts';
import { signatureText } from './signature-text.ts';

/** What a note says of that which a source is held against; nothing for other notes. */
export function checksumNoteText({
  path = '',
  facts = {},
}: Pick<NoteFact, 'path' | 'facts'>): string | undefined {
  const words = t().checksumNotes;
  const { implanted, matching, weak, leftAlone, leftBeside, signature, refusedMap, patched, trailing } =
    facts;
  if (implanted) return words.implantedMatches;
  if (matching) return matchingText(matching);
  if (weak) return Object.hasOwn(words.weak, weak) ? words.weak[weak] : weak;
  if (leftAlone) return leftAloneText(leftAlone);
  if (signature) return signatureText(signature);
  if (leftBeside) return besideNoteText(path, leftBeside);
  if (refusedMap) return damageText(refusedMap);
  if (patched) return words.isPatched(patched.file, patched.checksumFile);
  if (!trailing) return undefined;
  const { container, lengthBytes } = trailing;
  return words.trailing(path, lengthBytes === undefined ? words.someBytes : String(lengthBytes), container);
}

function matchingText({
  checksumFile,
  files,
}: {
  readonly checksumFile: string;
  readonly files: number;
}): string {
  const { oneMatches, allMatch } = t().checksumNotes;
  return files === 1 ? oneMatches(checksumFile) : allMatch(checksumFile, files);
}

function leftAloneText({
  checksumFile,
  why,
}: {
  readonly checksumFile?: string | undefined;
  readonly why: LeftAloneFacts;
}): string {
  const words = t().checksumNotes;
  const list = checksumFile ?? words.whateverLists;
  return why.reason === 'names-itself' ? words.namesItself(list) : words.isLeftAlone(list, whyText(why));
}

function whyText(why: Exclude<LeftAloneFacts, { readonly reason: 'names-itself' }>): string {
  const { leftAlone } = t().checksumNotes;
  if (why.reason === 'damaged') return damageText(why.damage);
  const { reason } = why;
  return Object.hasOwn(leftAlone, reason) ? leftAlone[reason]('most' in why ? why.most : 0) : reason;
}

function besideNoteText(path: string, why: BesideFacts): string {
  const { isAboutOthers, notCheckedAgainst } = t().checksumNotes;
  return why.reason === 'names-others' ? isAboutOthers(path) : notCheckedAgainst(path, besideText(why));
}

/** Why a file in an image could not be held against its checksum. */
export function unreadText(facts: UnreadFacts): string {
  const { notRead, endsTooEarly } = t().checksumNotes;
  if (facts.reason === 'damaged') return damageText(facts.damage);
  return facts.reason === 'ends-too-early' ? endsTooEarly : notRead;
}
