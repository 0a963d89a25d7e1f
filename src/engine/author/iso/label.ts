import { basename } from 'node:path';
import { printableAscii } from '../../bytes/formats/iso9660/characters.ts';
import { cutUnits, jolietLabel } from '../../bytes/formats/joliet/volume.ts';
import type { Loss } from '../../contract/events/loss.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { UsageFacts } from '../../contract/failure/usage-reasons.ts';

/** ECMA-119 §8.4.6. */
const MAX_LABEL_CHARACTERS = 32;
const FALLBACK = 'ISOIMAGE';

export interface Labels {
  /** As asked for, or made from the folder's name. */
  readonly label: string;
  /** What the primary volume descriptor can hold of it. */
  readonly iso: string;
  readonly joliet: string;
  readonly losses: readonly Loss[];
}

/**
 * The volume label. A chosen one is kept letter by letter: boot loaders look for it. The default is the folder's name
 * with `_` for whatever is not a letter, digit, dot, dash or underscore: of any script where a tree can hold it, of ASCII in
 * ISO 9660. What it loses of that name is no loss.
 *
 * @throws Failure `usage` for a label that is empty, too long or has control characters
 */
export function labelsOf(folder: string, chosen: string | undefined, withJoliet: boolean): Labels {
  if (chosen === undefined) {
    const label = defaultLabel(folder);
    return { label, iso: asciiLabel(label), joliet: jolietLabel(label), losses: [] };
  }
  checkLabel(chosen);
  const iso = printableAscii.allows.test(chosen) ? chosen : chosen.replace(/[^\x20-\x7e]/gu, '_');
  const joliet = jolietLabel(chosen);
  const losses: Loss[] = [];
  if (iso !== chosen) losses.push({ path: '/', reason: 'name-changed', where: 'iso9660', becomes: iso });
  if (withJoliet && joliet !== chosen)
    losses.push({ path: '/', reason: 'name-shortened', where: 'joliet', becomes: joliet });
  return { label: chosen, iso, joliet, losses };
}

function defaultLabel(folder: string): string {
  const legal = basename(folder)
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._-]/gu, '_');
  return cutUnits(legal, MAX_LABEL_CHARACTERS).replace(/^_+$/, '') || FALLBACK;
}

/** What ISO 9660 shows of a default label. */
function asciiLabel(label: string): string {
  return label.replace(/[^A-Za-z0-9._-]/gu, '_').replace(/^_+$/, '') || FALLBACK;
}

function checkLabel(label: string): void {
  const because = labelProblem(label);
  if (because) throw usageRefused(because);
}

function labelProblem(label: string): UsageFacts | undefined {
  if (label.trim() === '') return { reason: 'label-empty' };
  if (label.length > MAX_LABEL_CHARACTERS)
    return { reason: 'label-long', length: label.length, most: MAX_LABEL_CHARACTERS };
  if (/[\x00-\x1f\x7f]/.test(label)) return { reason: 'label-control' };
  return undefined;
}
