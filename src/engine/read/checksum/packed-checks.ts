import type { Beside } from './beside.ts';
import { type Check, hashCheck } from './check.ts';
import { findPublished, type Published } from './find-checksum.ts';
import { eitherCheck, type NamedHash } from './named-hashes.ts';

/** What a packed file is held against as it lies there. */
export interface PackedChecks {
  readonly checks: readonly Check[];
  /** Takes its bytes; nothing when nobody wants them. */
  readonly update: ((bytes: Uint8Array) => void) | undefined;
  /** Those that what it unpacks to may pass instead. */
  readonly ofImage: readonly Check[];
  readonly published: Published;
}

const nothing: Published = { from: [], leftAlone: [] };

/** `beside`: absent of what is not packed, or comes from nowhere. `named`: what a person said. */
export async function packedChecks(
  path: string,
  beside: Beside | undefined,
  named: readonly NamedHash[],
  { unchecked }: { readonly unchecked?: boolean | undefined },
): Promise<PackedChecks> {
  const published = beside && !unchecked ? await findPublished(beside, (name) => name) : nothing;
  const ofFile = named.filter(({ of }) => of === 'file');
  const checks = [...ofFile, ...(published.best ? [published.best] : [])].map((one) => hashCheck(path, one));
  const either = named.filter(({ of }) => of === 'either').map((one) => eitherCheck(path, one));
  const takers = [...checks.map(({ update }) => update), ...either.map((one) => one.ofFile)];
  return {
    checks,
    published,
    ofImage: either.map(({ check }) => check),
    update: takers.length === 0 ? undefined : (bytes) => takers.forEach((take) => void take(bytes)),
  };
}
