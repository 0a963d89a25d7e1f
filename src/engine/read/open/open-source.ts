import { isUrl } from '../../contract/plan/source-path.ts';
import type { ByteStream, Image } from '../../contract/ports/image.ts';
import type { Checked } from '../checksum/checked-source.ts';
import { decodedStream } from './decoded-stream.ts';
import { openImageFile } from './image-file.ts';
import { openImageUrl } from './image-url.ts';
import type { OpenSourceOptions } from './open-options.ts';
import { openStandardInput } from './standard-input.ts';

/**
 * A source by its path, its address (http, https), or `-` for standard input. Raw files become an Image; what is compressed or comes as a stream becomes
 * a ByteStream of the bytes unpacked. What is published about the source (checksum files, block maps, an implanted MD5) is
 * compared on the way, and decided by `settle`. The first bytes decide, never the name.
 *
 * @throws Failure `source-missing`, `source-unreadable`, `source-not-an-image`, `source-truncated`, `source-damaged`,
 *   `checksum-wrong`, *   `source-changed`, `download-failed`, `usage`
 */
export async function openSource(
  path: string,
  options: OpenSourceOptions = {},
): Promise<(Image | ByteStream) & Checked> {
  if (path === '-') return decodedStream('-', await openStandardInput(options), options);
  return isUrl(path) ? openImageUrl(path, options, options.download) : openImageFile(path, options);
}
