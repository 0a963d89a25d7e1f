import type { Checked } from '../checksum/checked-source.ts';
import type { DownloadOptions } from '../download/download.ts';
import { isUrl } from '../plan/source-path.ts';
import type { ByteStream, Image } from '../ports/image.ts';
import type { ConfirmedFiles } from '../safety/confirmed-files.ts';
import { decodedStream } from './decoded-stream.ts';
import { openImageFile } from './image-file.ts';
import { openImageUrl } from './image-url.ts';
import { openStandardInput } from './standard-input.ts';

export interface SourceNote {
  readonly code: 'source-trailing-bytes' | 'checksum-file-matches' | 'checksum-weak';
  readonly path?: string;
  readonly text?: string;
}

export interface OpenSourceOptions {
  /** The size a file had when the plan was made. */
  readonly expectedBytes?: number | undefined;
  /** Where standard input can be read from: a socket the viewer serves it on. */
  readonly standardInput?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The reader computes the SHA-256 of the image and compares it by itself (`findChecksum`). */
  readonly leavesSha256?: boolean | undefined;
  /** The file this path must stand for. */
  readonly files?: ConfirmedFiles | undefined;
  /** A block map (bmap) of the image; false: what one leaves out is written all the same. Default: one that stands beside it. */
  readonly bmap?: string | false | undefined;
  /** Other patience with servers, for tests. */
  readonly download?: Partial<DownloadOptions> | undefined;
  /** What a person should know and is no failure. */
  readonly onNote?: (note: SourceNote) => void;
}

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
