import type { BesideFacts } from '../failure/beside-reasons.ts';
import type { BlockMapFacts, DamageFacts } from '../failure/damage-reasons.ts';
import type { SignatureReport } from './signature.ts';

/** Why a checksum file in an image is ignored. */
export type LeftAloneFacts =
  | { readonly reason: 'names-nothing-here' | 'too-large' | 'behind-end' }
  | { readonly reason: 'names-itself' }
  | { readonly reason: 'too-many'; readonly most: number }
  | { readonly reason: 'damaged'; readonly damage: DamageFacts };

/** What notes say about what a source is compared with; the sentences are in `words/checksum-notes.ts`. */
export interface ChecksumNoteFacts {
  /** Of `checksum-file-matches`: the MD5 implanted in the image when it was made. */
  readonly implanted?: true;
  /** Of `checksum-file-matches`: a checksum file in the image, and how many files it lists. */
  readonly matching?: { readonly checksumFile: string; readonly files: number };
  /** Of `checksum-weak`: why it proves little. */
  readonly weak?: 'plain-http' | 'old-hash' | 'in-image';
  /** Of `checksum-file-left-alone`; without a name, all there may be. */
  readonly leftAlone?: { readonly checksumFile?: string | undefined; readonly why: LeftAloneFacts };
  /** Of `checksum-file-left-alone`: one beside the image, by the note's path. */
  readonly leftBeside?: BesideFacts;
  /** Of `signature-good`, `signature-unchecked`. */
  readonly signature?: SignatureReport;
  /** Of `block-map-refused`. */
  readonly refusedMap?: BlockMapFacts;
  /** Of `boot`: a loader that differs only where its place was patched in. */
  readonly patched?: { readonly file: string; readonly checksumFile: string };
  /** Of `source-trailing-bytes`: ignored after the compressed data. How many is not always known. */
  readonly trailing?: { readonly container: string; readonly lengthBytes?: number | undefined };
}
