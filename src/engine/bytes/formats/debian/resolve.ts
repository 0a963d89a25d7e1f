import type { DebianPackage } from './package.ts';
import { isMeant, parseRelations, type Relation } from './relations.ts';
import { compareVersions } from './version.ts';

/** What was wanted and is nowhere; `by` wanted it, or nobody: it was asked for. */
export interface Unresolved {
  readonly name: string;
  readonly by?: string;
}

/** Packages by name and by what they provide; of each the newest. */
export class PackageIndex {
  readonly #byName = new Map<string, DebianPackage>();
  readonly #providers = new Map<string, DebianPackage[]>();

  add(found: DebianPackage): void {
    const known = this.#byName.get(found.name);
    if (known && compareVersions(found.version, known.version) <= 0) return;
    this.#byName.set(found.name, found);
  }

  get size(): number {
    return this.#byName.size;
  }

  /** To be called when everything was added. */
  close(): this {
    for (const one of this.#byName.values())
      for (const { name } of one.provides)
        this.#providers.set(name, [...(this.#providers.get(name) ?? []), one]);
    return this;
  }

  named(name: string): DebianPackage | undefined {
    return this.#byName.get(name);
  }

  /** What would do for a relation, the package of that name first, then those that provide it by name. */
  candidates(relation: Relation): DebianPackage[] {
    const own = this.#byName.get(relation.name);
    const providers = (this.#providers.get(relation.name) ?? [])
      .filter((one) => one.name !== relation.name && provides(one, relation))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return [...(own && isMeant(relation, own.version) ? [own] : []), ...providers];
  }
}

/** Provides without a version never stand in for a relation with one. Debian Policy §7.5. */
function provides({ provides: all }: DebianPackage, relation: Relation): boolean {
  return all.some(
    ({ name, version }) =>
      name === relation.name &&
      (relation.version === undefined || (version !== undefined && isMeant(relation, version))),
  );
}

/**
 * Everything that the wanted packages need, in the order of their names. Of alternatives the one that is there already, else the first
 * that can be had. `without`: what nobody needs who runs no maintainer scripts; a group that holds one of them is answered.
 */
export function resolvePackages(
  index: PackageIndex,
  wanted: readonly string[],
  without: ReadonlySet<string> = new Set(),
): { readonly packages: readonly DebianPackage[]; readonly missing: readonly Unresolved[] } {
  const chosen = new Map<string, DebianPackage>();
  const missing: Unresolved[] = [];
  const queue: { readonly group: readonly Relation[]; readonly by?: string }[] = wanted.map((name) => ({
    group: [{ name }],
  }));
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { group, by } = next;
    if (by !== undefined && group.some(({ name }) => without.has(name))) continue;
    const candidates = group.flatMap((relation) => index.candidates(relation));
    if (candidates.some(({ name }) => chosen.has(name))) continue;
    const [best] = candidates;
    if (!best) {
      missing.push({ name: group.map(({ name }) => name).join(' | '), ...(by !== undefined && { by }) });
      continue;
    }
    chosen.set(best.name, best);
    queue.push(...parseRelations(best.needs).map((needed) => ({ group: needed, by: best.name })));
  }
  const packages = [...chosen.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { packages, missing };
}
