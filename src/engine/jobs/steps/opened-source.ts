import type { AuthoredImage } from '../../author/plan/authored-image.ts';
import type { ApartEntry } from '../../contract/events/apart.ts';
import type { BootFacts } from '../../contract/events/boot-facts.ts';
import type { Loss } from '../../contract/events/loss.ts';
import type { JobReport } from '../../contract/events/report.ts';
import type { LeftBeside } from '../../contract/failure/beside-reasons.ts';
import { type ByteStream, type Image, isImage } from '../../contract/ports/image.ts';
import type { Checked, Packed } from '../../read/checksum/checked-source.ts';
import type { KnownChecksum } from '../../read/checksum/find-checks.ts';

/** What is known of a source once it is open, and before its first byte is used. */
export interface OpenedFacts {
  /** Undefined of a stream whose container does not say it. */
  readonly sizeBytes: number | undefined;
  /** Of a tree: the volume label, what the image cannot hold, what patterns left out, what starts. */
  readonly label?: string;
  readonly losses: readonly Loss[];
  readonly apart?: readonly ApartEntry[];
  readonly excludedEntries?: number;
  readonly boot?: BootFacts;
  /** Files that say how the source should be. */
  readonly checkedAgainst: readonly string[];
  /** A SHA-256 of it that the reader compares. */
  readonly known?: KnownChecksum | undefined;
  /** Checksum files that are there and of which nothing can be taken. */
  readonly leftAlone?: readonly LeftBeside[] | undefined;
  readonly packed?: Packed | undefined;
}

/**
 * A source that was opened, and what it is: files laid out anew (`tree`), an image that can be read anywhere, or bytes
 * that come once. Opened once for everything a run says and does.
 */
export type OpenedSource =
  | { readonly kind: 'tree'; readonly bytes: AuthoredImage; readonly facts: OpenedFacts }
  | { readonly kind: 'image'; readonly bytes: Image & Checked; readonly facts: OpenedFacts }
  | { readonly kind: 'stream'; readonly bytes: ByteStream & Checked; readonly facts: OpenedFacts };

/** @param hasPatterns some entries may have been left out */
export function openedTree(bytes: AuthoredImage, hasPatterns: boolean): OpenedSource {
  const { sizeBytes, label, losses, apart, boot, excluded } = bytes;
  const left = hasPatterns ? { excludedEntries: excluded } : {};
  return {
    kind: 'tree',
    bytes,
    facts: { sizeBytes, label, losses, apart, boot, checkedAgainst: [], ...left },
  };
}

export function openedBytes(bytes: (Image | ByteStream) & Checked): OpenedSource {
  const { sizeBytes, checkedAgainst, known, leftAlone, packed } = bytes;
  const facts = { sizeBytes, losses: [], checkedAgainst, known, leftAlone, packed };
  return isImage(bytes) ? { kind: 'image', bytes, facts } : { kind: 'stream', bytes, facts };
}

/** What a report says of it before the first byte; the size of a stream may not be known. */
export function reportedFacts(
  path: string,
  { sizeBytes = 0, label, losses, apart = [], excludedEntries }: OpenedFacts,
): Required<Pick<JobReport, 'source' | 'losses'>> & Pick<JobReport, 'excludedEntries' | 'apart'> {
  return {
    source: { path, sizeBytes, ...(label !== undefined && { label }) },
    losses,
    ...(apart.length > 0 && { apart }),
    ...(excludedEntries !== undefined && { excludedEntries }),
  };
}
