import type { TrackFacts } from '../../contract/events/inspection.ts';
import type { NoteFacts } from '../../contract/events/note-facts.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import type { Named } from '../checksum/named-hashes.ts';
import type { DownloadOptions } from '../download/download.ts';

export interface SourceNote {
  readonly code:
    | 'source-trailing-bytes'
    | 'container'
    | 'checksum-file-matches'
    | 'checksum-file-left-alone'
    | 'checksum-weak'
    | 'signature-good'
    | 'signature-unchecked'
    | 'block-map-refused';
  readonly path?: string;
  readonly facts?: NoteFacts;
}

export interface OpenSourceOptions {
  /** The size a file had when the plan was made. */
  readonly expectedBytes?: number | undefined;
  /** Where standard input can be read from: a socket the viewer serves it on. */
  readonly standardInput?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The reader computes the SHA-256 of the image and compares it with what is `known` by itself. */
  readonly leavesSha256?: boolean | undefined;
  /** It is only looked into: what is published about it is not asked for. */
  readonly unchecked?: boolean | undefined;
  /** The file this path must stand for. */
  readonly files?: ConfirmedFiles | undefined;
  /** What a person says it should be. */
  readonly named?: Named | undefined;
  /** A block map (bmap) of the image; false: what one leaves out is written all the same. Default: one that stands beside it. */
  readonly bmap?: string | false | undefined;
  /** What is no image is taken all the same, as it is. */
  readonly raw?: boolean | undefined;
  /** The same, but what is in a container that can be read. */
  readonly opensContainers?: boolean | undefined;
  /** It is only looked into for its files: a disc in raw sectors is shown as a drive shows it. */
  readonly asDrive?: boolean | undefined;
  /** Raw sectors of a disc are taken as they are, and held against the code that each carries. */
  readonly bySectors?: boolean | undefined;
  /** Other patience with servers, for tests. */
  readonly download?: Partial<DownloadOptions> | undefined;
  /** The tracks of a disc of which one is read. */
  readonly onTracks?: ((tracks: readonly TrackFacts[]) => void) | undefined;
  /** What a person should know and is no failure. */
  readonly onNote?: ((note: SourceNote) => void) | undefined;
}
