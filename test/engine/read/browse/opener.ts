import { contentOf } from '../../../../src/engine/read/browse/content.ts';
import { damageOf } from '../../../../src/engine/read/browse/iso/damage.ts';
import { type Content, isPlaced, type VolumeEntry } from '../../../../src/engine/read/browse/volume.ts';
import { fakeImage } from '../../../fakes/fake-image.ts';

/** Opens files that lie in these bytes, as a volume of ISO 9660 or UDF does. */
export function openerIn(bytes: Uint8Array): (entry: VolumeEntry) => Promise<Content> {
  const image = fakeImage(bytes);
  return async (entry) => {
    if (!isPlaced(entry)) throw new Error('an entry without places');
    return contentOf(image, entry, damageOf('image'));
  };
}
