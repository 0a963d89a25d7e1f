import type { Image } from '../ports/image.ts';
import type { Finding } from './finding.ts';
import { ImageView } from './image-view.ts';
import { checkIso } from './iso/descriptors.ts';
import { checkUdf } from './udf/volume.ts';

/**
 * Reads an image by the letter of ECMA-119, Joliet, SUSP, Rock Ridge and ECMA-167 with UDF 1.02 to 2.60, and tells every place
 * where it is not so. For rules that readers do not check, and so never complain of. Ends, whatever the bytes are.
 *
 * @throws Failure when the image cannot be read
 */
export async function checkImage(image: Image): Promise<Finding[]> {
  const view = new ImageView(image);
  const iso = await checkIso(view);
  const udf = await checkUdf(view);
  if (!iso && !udf) view.report('iso.primary.missing', 16 * 2048, 'and there is no UDF either');
  return view.findings;
}
