import { compareVersions } from './version.ts';

/** One package that would do, and which versions of it. */
export interface Relation {
  readonly name: string;
  readonly operator?: string;
  readonly version?: string;
}

/** Everything that must be there: of each group one. Debian Policy §7.1. */
export function parseRelations(field: string): Relation[][] {
  return field
    .split(',')
    .map((group) => group.split('|').flatMap(parseRelation))
    .filter((group) => group.length > 0);
}

/** `name:any (>= 1.2) [amd64] <!nocheck>`: architectures and profiles are those of source packages. */
function parseRelation(text: string): Relation[] {
  const match =
    /^\s*([a-z0-9][a-z0-9+.-]*)(?::[a-z0-9]+)?\s*(?:\(\s*(<<|<=|=|>=|>>|<|>)\s*([^)\s]+)\s*\))?/.exec(text);
  if (!match) return [];
  const [, name = '', operator, version] = match;
  return [{ name, ...(operator !== undefined && version !== undefined && { operator, version }) }];
}

/** Whether a version is one of those that are meant. Debian Policy §7.1: `<` and `>` are old words for `<=` and `>=`. */
export function isMeant({ operator, version }: Relation, found: string): boolean {
  if (operator === undefined || version === undefined) return true;
  const order = compareVersions(found, version);
  switch (operator) {
    case '<<':
      return order < 0;
    case '<':
    case '<=':
      return order <= 0;
    case '=':
      return order === 0;
    case '>>':
      return order > 0;
    default:
      return order >= 0;
  }
}
