import { basename } from 'node:path';
import { printableAscii } from '../formats/iso9660/characters.ts';
import { jolietLabel } from '../formats/joliet/volume.ts';
import type { Loss } from '../jobs/events.ts';
import { Failure } from '../ports/failure.ts';

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
 * with `_` for whatever is not a letter, digit, dot, dash or underscore; what it loses of that name is no loss.
 *
 * @throws Failure `usage` for a label that is empty, too long or has control characters
 */
export function labelsOf(folder: string, chosen: string | undefined, withJoliet: boolean): Labels {
  if (chosen === undefined) {
    const label = defaultLabel(folder);
    return { label, iso: label, joliet: jolietLabel(label), losses: [] };
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
  const legal = basename(folder).replace(/[^A-Za-z0-9._-]/gu, '_');
  return legal.slice(0, MAX_LABEL_CHARACTERS).replace(/^_+$/, '') || FALLBACK;
}

function checkLabel(label: string): void {
  const problem = labelProblem(label);
  if (problem) throw new Failure('usage', { problem });
}

function labelProblem(label: string): string | undefined {
  if (label.trim() === '') return 'the label is empty';
  if (label.length > MAX_LABEL_CHARACTERS)
    return `the label has ${label.length} characters, at most ${MAX_LABEL_CHARACTERS} fit`;
  if (/[\x00-\x1f\x7f]/.test(label)) return 'the label has control characters';
  return undefined;
}
