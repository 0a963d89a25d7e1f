import { judgeImage } from '../../check/check-image.ts';
import type { Judgement } from '../../contract/events/deviation.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { Readable } from '../../contract/ports/image.ts';

const SECTOR = 2048;
const DESCRIPTOR_AT = 16 * SECTOR;
/** Of the application, in a primary descriptor. ECMA-119 §8.4.20 */
const APPLICATION_AT = 574;
const APPLICATION = 'ISOWRIGHT';
/** Of the implementation, in the descriptors of UDF. ECMA-167 3/10.1.16 */
const SEQUENCE_AT = 32 * SECTOR;
const IMPLEMENTATION = '*isowright';

/**
 * Holds an image that isowright made against the standards; undefined of others, and where there is nothing to say: no
 * deviation. What cannot be read is for others to tell.
 *
 * @throws the signal's reason
 */
export async function judgeOwn(image: Readable, signal: AbortSignal): Promise<Judgement | undefined> {
  if (!(await isOwn(image))) return undefined;
  const judged = await judgeImage(image, { signal });
  // More than can be looked at is nothing that is wrong.
  const deviations = judged?.deviations.filter(({ rule }) => rule !== 'check.too-large') ?? [];
  return judged && deviations.length > 0 ? { ...judged, deviations } : undefined;
}

/** How a job ends that found deviations; undefined where it found none. */
export function deviationFailure(path: string, standards: Judgement | undefined): Failure | undefined {
  const { deviations = [] } = standards ?? {};
  const [first] = deviations;
  if (!first) return undefined;
  const { rule, atByte } = first;
  return new Failure('image-deviates', { path, deviations: deviations.length, rule, atByte });
}

async function isOwn(image: Readable): Promise<boolean> {
  if (image.sizeBytes < SEQUENCE_AT + 16 * SECTOR) return false;
  const bytes = new Uint8Array(SEQUENCE_AT + 16 * SECTOR - DESCRIPTOR_AT);
  await image.read(DESCRIPTOR_AT, bytes);
  const text = Buffer.from(bytes).toString('latin1');
  if (text.startsWith(APPLICATION, APPLICATION_AT)) return true;
  return text.includes(IMPLEMENTATION, SEQUENCE_AT - DESCRIPTOR_AT);
}
