import { volumeUnsupported } from '../../../contract/failure/source-failures.ts';
import { MemoryContent } from '../memory-content.ts';
import type { Content } from '../volume.ts';
import { dataOf, isElsewhere, isEncrypted, reparsePointOf } from './file-facts.ts';
import type { NtfsFile } from './file-table.ts';
import type { NtfsMedium } from './medium.ts';
import { overlayContent } from './overlay.ts';
import { contentOfStream } from './stream.ts';

/**
 * The content of a file: what Windows compressed is unpacked.
 *
 * @throws Failure `file-system-unsupported` for what only its owner's computer can read, `source-damaged`
 */
export async function openFile(medium: NtfsMedium, file: NtfsFile): Promise<Content> {
  const path = medium.image.path ?? '';
  if (isEncrypted(file)) throw volumeUnsupported(path, { reason: 'entry-encrypted' });
  const point = await reparsePointOf(medium, file);
  const isFarAway = point?.kind === 'deduplicated' || (point?.kind === 'other' && isElsewhere(file));
  if (isFarAway) throw volumeUnsupported(path, { reason: 'entry-elsewhere' });
  if (point?.kind === 'overlay') {
    const content = overlayContent(medium, file, point.algorithm);
    if (!content) throw volumeUnsupported(path, { reason: 'entry-packed' });
    return content;
  }
  const parts = dataOf(file.attributes);
  return parts.length === 0 ? new MemoryContent(new Uint8Array(0)) : contentOfStream(medium, parts);
}
