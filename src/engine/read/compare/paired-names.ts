import { textOfBytes } from '../../bytes/codec/byte-text.ts';
import type { VolumeEntry } from '../browse/volume.ts';

export interface PairedName {
  readonly name: string;
  readonly a?: VolumeEntry | undefined;
  readonly b?: VolumeEntry | undefined;
}

type Named = ReadonlyMap<string, VolumeEntry>;

/**
 * What stands under the same name in two folders, in the order of names; also what differs only in whether an accented letter is one
 * character or two (NFC, NFD: a Mac's), and with `folds` in case only, where that leaves no choice: then the name is that of `a`.
 */
export function pairedNames(a: Named, b: Named, folds: boolean): PairedName[] {
  const pairs: PairedName[] = [];
  const onlyA: string[] = [];
  for (const [name, entry] of a) {
    const other = b.get(name);
    if (other) pairs.push({ name, a: entry, b: other });
    else onlyA.push(name);
  }
  const onlyB = [...b.keys()].filter((name) => !a.has(name));
  const folded =
    onlyA.length > 0 && onlyB.length > 0 ? foldedNames(onlyA, onlyB, folds) : new Map<string, string>();
  const taken = new Set(folded.values());
  for (const name of onlyA) {
    const other = folded.get(name);
    pairs.push({ name, a: a.get(name), ...(other !== undefined && { b: b.get(other) }) });
  }
  for (const name of onlyB) if (!taken.has(name)) pairs.push({ name, b: b.get(name) });
  return pairs.sort((x, y) => (x.name < y.name ? -1 : x.name > y.name ? 1 : 0));
}

/** Names of the one side → those of the other that some system takes for the same. */
function foldedNames(a: readonly string[], b: readonly string[], folds: boolean): Map<string, string> {
  const [inA, inB] = [byFolded(a, folds), byFolded(b, folds)];
  const found = new Map<string, string>();
  for (const [folded, [name, ...more]] of inA) {
    const [other, ...others] = inB.get(folded) ?? [];
    if (name === undefined || other === undefined || more.length > 0 || others.length > 0) continue;
    found.set(name, other);
  }
  return found;
}

function byFolded(names: readonly string[], folds: boolean): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const name of names) {
    const text = textOfBytes(name).normalize('NFC');
    const folded = folds ? text.toUpperCase() : text;
    const same = found.get(folded);
    if (same) same.push(name);
    else found.set(folded, [name]);
  }
  return found;
}
