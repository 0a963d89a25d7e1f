/** Generations of the components of a loader. rhboot/shim, SBAT.md. */
export interface SbatLevel {
  readonly component: string;
  readonly generation: number;
}

/** What a section `.sbat` says: CSV, of which the first two fields count. */
export function sbatIn(section: Uint8Array): SbatLevel[] {
  const text = Buffer.from(section).toString('utf8').replace(/\0.*$/s, '');
  return text.split(/\r?\n/).flatMap((line) => {
    const [component = '', generation = ''] = line.split(',');
    return /^[\w.~-]+$/.test(component) && /^\d{1,9}$/.test(generation)
      ? [{ component, generation: Number(generation) }]
      : [];
  });
}

/** Generations below these are revoked: the list that shim 16.1 carries as its latest. */
export const REVOCATIONS = {
  /** The date that stands in the list itself. */
  date: '2025-05-10',
  least: { shim: 4, grub: 5, 'grub.proxmox': 2 } as Readonly<Record<string, number>>,
} as const;

/** The first component that is revoked, if one is. */
export function revokedIn(levels: readonly SbatLevel[]): SbatLevel | undefined {
  return levels.find(({ component, generation }) => generation < (REVOCATIONS.least[component] ?? 0));
}
