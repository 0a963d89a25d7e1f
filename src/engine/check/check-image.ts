import type { Deviation, Judgement } from '../contract/events/deviation.ts';
import { ruleSections } from '../contract/events/rule-sections.ts';
import { SECTOR } from './bytes.ts';
import { ImageView, type Judged, type Limits } from './image-view.ts';
import { checkIso } from './iso/descriptors.ts';
import { checkUdf } from './udf/volume.ts';

/**
 * Reads an image by the letter of ECMA-119, Joliet, SUSP, Rock Ridge and ECMA-167 with UDF 1.02 to 2.60, and tells every place
 * where it is not so. For rules that readers do not check, and so never complain of. Ends, whatever the bytes are. Undefined when
 * it holds nothing of what is judged here.
 *
 * @throws Failure what reading the image may throw, but for what cannot be read; the signal's reason
 */
export async function judgeImage(image: Judged, limits: Limits = {}): Promise<Judgement | undefined> {
  const view = new ImageView(image, limits);
  const iso = await checkIso(view);
  const udf = await checkUdf(view);
  if (!iso && !udf) return undefined;
  return { deviations: view.deviations, ...(view.ended && { inPart: view.ended }) };
}

/** Everything that is wrong with an image that has to be one. @throws Failure what `judgeImage` throws */
export async function checkImage(image: Judged): Promise<readonly Deviation[]> {
  const judged = await judgeImage(image);
  return (
    judged?.deviations ?? [
      { rule: 'iso.primary.missing', section: ruleSections['iso.primary.missing'], atByte: 16 * SECTOR },
    ]
  );
}
