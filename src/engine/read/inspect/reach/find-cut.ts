import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import { present } from '../../../contract/failure/present.ts';
import type { Cut, Reach } from '../../../contract/failure/reach.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { bootClaims } from './boot.ts';
import { diskClaims, tableClaims } from './disk.ts';
import { isoClaims, lastFile } from './iso.ts';
import { type Claim, isSpared } from './shortfalls.ts';
import { udfClaims } from './udf.ts';
import type { ReachView } from './view.ts';

/** Everything in an image that says how far it goes. */
async function claimsOf(view: ReachView): Promise<Claim[]> {
  const { bytes } = view;
  return [
    ...(await isoClaims(bytes)),
    ...(await udfClaims(view)),
    ...(await bootClaims(bytes)),
    ...(await diskClaims(bytes)),
  ].filter(({ endByte }) => Number.isSafeInteger(endByte));
}

/**
 * Whether an image ends before something it speaks of, and what reaches farthest. Padding and small shortfalls that are known
 * count only when a file is missing with them. Nothing while its size is not known.
 *
 * @throws Failure `source-unreadable`
 */
export async function findCut(view: ReachView): Promise<Cut | undefined> {
  const claims = await claimsOf(view);
  const { sizeBytes } = view;
  if (sizeBytes === undefined) return undefined;
  const behind = claims.filter(({ endByte }) => endByte > sizeBytes).sort((a, b) => b.endByte - a.endByte);
  if (behind.length === 0) return undefined;
  const serious = behind.find((claim) => !isSpared(claim, sizeBytes)) ?? (await missingFile(behind, view));
  return serious && cutOf(serious, sizeBytes);
}

/**
 * Every place that something in an image says it reaches to; partitions too where the first sector could be that of a file system, which
 * may be what an earlier one left there.
 *
 * @throws Failure `source-unreadable`
 */
export async function reachesOf(view: ReachView): Promise<readonly Reach[]> {
  return [...(await claimsOf(view)), ...(await tableClaims(view.bytes, true))];
}

/** The same of an image that can be read anywhere. */
export function findCutOf(image: Readable): Promise<Cut | undefined> {
  return findCut({ bytes: bytesOf(image), sizeBytes: image.sizeBytes });
}

/** Of a volume that is a little short, each file is looked at; where that is not possible, it counts as cut. */
async function missingFile(
  behind: readonly Claim[],
  { bytes, sizeBytes = 0 }: ReachView,
): Promise<Claim | undefined> {
  const volume = behind.find(({ part }) => part === 'volume');
  if (volume === undefined) return undefined;
  const { last, isWhole } = await lastFile(bytes);
  if (last && last.endByte > sizeBytes) return last;
  return isWhole ? undefined : volume;
}

function cutOf(claim: Claim, imageBytes: number): Cut {
  const { spared: _, ...reach } = claim;
  return { ...reach, imageBytes: present(imageBytes) };
}
