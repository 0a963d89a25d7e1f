/** How a file is packed, as the end of its name says. */
export type Packing = 'zstd' | 'gzip' | 'xz';

const ENDS: Readonly<Record<string, Packing>> = { '.zst': 'zstd', '.gz': 'gzip', '.xz': 'xz' };

/** @returns undefined for a name that says nothing of packing */
export function packingOf(path: string): Packing | undefined {
  const end = /[^/](\.[a-z]+)$/i.exec(path)?.[1];
  return end === undefined ? undefined : ENDS[end.toLowerCase()];
}
