import { fatNameKey, legalFatName, numberedFatName } from '../../bytes/formats/fat/legal-name.ts';
import { present } from '../../contract/failure/present.ts';

/** Names for the entries of one folder, in their order: legal on FAT, and different from each other there. */
export function fatNamesOf(names: readonly string[]): string[] {
  const taken = new Map<string, number>();
  const legal = names.map(legalFatName);
  const given = names.map((): string | undefined => undefined);
  const take = (index: number): boolean => {
    const key = fatNameKey(present(legal[index]));
    if (taken.has(key)) return false;
    taken.set(key, 2);
    given[index] = legal[index];
    return true;
  };
  // Who has a name that can stay keeps it, wherever it stands in the order.
  for (const isTurn of [(i: number) => legal[i] === names[i], () => true])
    for (let i = 0; i < names.length; i++) if (given[i] === undefined && isTurn(i)) take(i);
  return given.map((name, index) => name ?? numbered(present(legal[index]), taken));
}

/** The next number that makes a name of its own; numbers go on where the last one of that name ended. */
function numbered(name: string, taken: Map<string, number>): string {
  const key = fatNameKey(name);
  for (let number = taken.get(key) ?? 2; ; number++) {
    const other = numberedFatName(name, number);
    const otherKey = fatNameKey(other);
    if (taken.has(otherKey)) continue;
    taken.set(key, number + 1);
    taken.set(otherKey, 2);
    return other;
  }
}
