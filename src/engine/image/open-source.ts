import type { ByteStream, Image } from '../ports/image.ts';
import { decodedStream } from './decoded-stream.ts';
import { openImageFile } from './image-file.ts';
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
  /** What a person should know and is no failure. */
  readonly onNote?: (note: SourceNote) => void;
}

/**
 * A source by its path or `-` for standard input. Raw files become an Image; what is compressed or comes as a stream becomes
 * a ByteStream of the bytes unpacked. The first bytes decide, never the name.
 *
 * @throws Failure `source-missing`, `source-unreadable`, `source-not-an-image`, `source-truncated`, `source-damaged`
 */
export async function openSource(path: string, options: OpenSourceOptions = {}): Promise<Image | ByteStream> {
  if (path !== '-') return openImageFile(path, options);
  return decodedStream('-', await openStandardInput(options), options);
}
