import type { BesideFacts } from '../failure/beside-reasons.ts';
import type { BlockMapFacts, DamageFacts } from '../failure/damage-reasons.ts';
import type { SignatureReport } from './signature.ts';

/** Why a checksum file in an image is left alone. */
export type LeftAloneFacts =
  | { readonly reason: 'names-nothing-here' | 'too-large' | 'behind-end' }
  | { readonly reason: 'names-itself' }
  | { readonly reason: 'too-many'; readonly most: number }
  | { readonly reason: 'damaged'; readonly damage: DamageFacts };

/** What notes say of that which a source is held against; the sentences are in `words/checksum-notes.ts`. */
export interface ChecksumNoteFacts {
  /** Of `checksum-file-matches`: the MD5 that was put into the image when it was made. */
  readonly implanted?: true;
  /** Of `checksum-file-matches`: a checksum file in the image, and how many files it names. */
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
  /** Of `boot`: a loader that differs only in what it was told of its place. */
  readonly patched?: { readonly file: string; readonly checksumFile: string };
  /** Of `source-trailing-bytes`: left out behind what is packed. How many is not always known. */
  readonly trailing?: { readonly container: string; readonly lengthBytes?: number | undefined };
}
