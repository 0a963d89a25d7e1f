import type { LeftBeside } from '../failure/beside-reasons.ts';
import type { FailureReport } from '../failure/failure.ts';
import type { TargetState } from '../failure/target-state.ts';
import type { DiscFacts } from '../plan/disc.ts';
import type { ApartEntry } from './apart.ts';
import type { BootFacts } from './boot-facts.ts';
import type { BurnStep, ProgramStep } from './burn-steps.ts';
import type { ChecksumNoteFacts } from './checksum-notes.ts';
import type { Judgement } from './deviation.ts';
import type { EditedReport } from './edited.ts';
import type { Forecast } from './inspection.ts';
import type { ListVerdict } from './list-verdict.ts';
import type { Loss } from './loss.ts';
import type { OutputRoom } from './note-facts.ts';
import type { SectorMismatch } from './sectors.ts';
import type { SignatureReport } from './signature.ts';

/** What a source was held against: what was published of it, beside it or in it. */
export interface CheckedReport {
  /** The checksum file or block map; the image itself for an MD5 that was put into it. */
  readonly against: string;
  /** False: it differs, or the file is there and could not be understood. */
  readonly ok: boolean;
  /** Why it proves little. */
  readonly weak?: NonNullable<ChecksumNoteFacts['weak']>;
  /** What else it was held against. */
  readonly also?: readonly string[];
  /** Checksum files that are there and could not be understood. */
  readonly leftAlone?: readonly LeftBeside[];
}

export interface JobReport {
  readonly elapsedMs: number;
  readonly source?: {
    readonly path: string;
    readonly sizeBytes: number;
    readonly sha256?: string;
    /** Of the dry run of a medium: how much there is, when not all of it is wanted; where it is mounted for writing. */
    readonly wholeBytes?: number;
    readonly mountedAt?: readonly string[];
    /** Of the same: outputs for which there may be too little room. */
    readonly littleRoom?: readonly OutputRoom[];
    /** Volume label of a folder's image. */
    readonly label?: string;
    /** The container it is unpacked from, and its size. */
    readonly container?: string;
    readonly packedBytes?: number;
    /** What was published about it beside or inside it: `image.iso.sha256`, an implanted MD5. */
    readonly checkedAgainst?: readonly string[];
    /** If it is a receipt: its contents. */
    readonly receipt?: ReceiptFacts;
    /** After `verify`: what each checksum file in the root of the image says about the files in it. */
    readonly checksumsInside?: readonly ListVerdict[];
  };
  readonly image?: {
    readonly path: string;
    readonly sizeBytes: number;
    readonly sha256: string;
    readonly label: string;
    readonly checksumPath?: string;
  };
  /** Null: there was no checksum to check against. Absent of jobs without a source, and of dry runs. */
  readonly checked?: CheckedReport | null;
  /** Signatures of the image and of the checksum file that was gone by. */
  readonly signatures?: readonly SignatureReport[];
  /** Of a medium that was read: how much of it, and what of that is missing. */
  readonly medium?: MediumReport;
  /** Of an image that isowright made: where it deviates from the standards. Absent: nowhere, or not checked. */
  readonly standards?: Judgement;
  readonly losses?: readonly Loss[];
  /** What was left out of a folder although no pattern says so. */
  readonly apart?: readonly ApartEntry[];
  /** Entries of a folder that patterns left out; the contents of a folder that is left out are not counted. */
  readonly excludedEntries?: number;
  /** Of a dry run: what a few places of each target say about writing only what differs. */
  readonly samples?: readonly TargetSample[];
  /** Of a folder: what it is, and what was made bootable. */
  readonly boot?: BootFacts;
  /** Which firmware boots it from where, read from the image's own bytes. */
  readonly forecast?: readonly Forecast[];
  /** Of an image that was made from another one with changes. */
  readonly edited?: EditedReport;
  /** Of a dry run: drives whose sectors are not those the image counts in. */
  readonly sectors?: readonly SectorMismatch[];
  /** Of a dry run: discs in the drives, and what would be done to them. */
  readonly discs?: readonly DiscReport[];
  readonly targets?: readonly TargetReport[];
  /** Several targets of one image were read back, and all hold the same bytes. */
  readonly identical?: boolean;
  readonly undone?: readonly UndoneTarget[];
  readonly restored?: readonly RestoredTarget[];
  readonly failure?: FailureReport;
}

/** A disc in a drive, and each step that burning it takes. */
export interface DiscReport {
  readonly target: string;
  readonly path: string;
  readonly disc: DiscFacts;
  /** Empty: it cannot be burned. */
  readonly steps: readonly (BurnStep | ProgramStep)[];
  /** It can be continued after an interruption. */
  readonly goesOn: boolean;
}

/** How well a medium was read. `badBytes` are missing, for whatever reason. */
export interface MediumReport {
  readonly path: string;
  readonly sizeBytes: number;
  /** Of a sector of it; absent: 512. */
  readonly sectorBytes?: number;
  readonly badBytes: number;
  readonly bad: readonly MissingRange[];
  /** There are more stretches than stand in `bad`. */
  readonly more?: number;
  readonly model?: string;
  readonly serial?: string;
  /** What is there in all, when not all of it was wanted. */
  readonly wholeBytes?: number;
  /** Where it was mounted for writing when that began: it may have changed meanwhile. */
  readonly mountedAt?: readonly string[];
  /** Of a disc that was saved as it is: how many it has, when there are several. */
  readonly sessions?: number;
  /** Where the image and the map are, when they stay unfinished. */
  readonly imagePath?: string;
  readonly mapPath?: string;
  readonly readErrors: number;
  /** Of a scan: how fast it was at up to 16 places, in order. */
  readonly speeds?: readonly PlaceSpeed[];
  /** Of a scan: what saving it will be like. */
  readonly capture?: CaptureForecast;
}

/** How fast a medium was at a place. */
export interface PlaceSpeed {
  readonly atByte: number;
  readonly lengthBytes: number;
  /** What was read of it. */
  readonly readBytes: number;
  readonly bytesPerSecond: number;
}

/**
 * What saving a medium will be like. `sound`: all was read, at once and at an even pace; `doubtful`: all was read, and some of it only at
 * another try or much slower; `damaged`: sectors will be missing; `unknown`: not all was tried.
 */
export interface CaptureForecast {
  readonly verdict: 'sound' | 'doubtful' | 'damaged' | 'unknown';
  /** Absent where nothing was read. */
  readonly seconds?: number;
}

export interface MissingRange {
  readonly atByte: number;
  readonly lengthBytes: number;
  /** Paths of files that it hits. */
  readonly files: readonly string[];
  /** Nobody tried to read it sector by sector. */
  readonly untried?: true;
}

/** What a receipt says was written, when (ISO time), and to what. */
export interface ReceiptFacts {
  readonly imagePath: string;
  readonly endedAt: string;
  readonly targets: readonly {
    readonly target: string;
    readonly path: string;
    readonly model?: string | undefined;
    readonly serial?: string | undefined;
  }[];
}

/** A few places of a target, compared with the source. */
export interface TargetSample {
  readonly target: string;
  readonly places: number;
  readonly differing: number;
}

export interface TargetReport {
  readonly target: string;
  readonly path: string;
  readonly ok: boolean;
  readonly state: TargetState | 'proved';
  /** What was written, including by an earlier run of the job. */
  readonly writtenBytes: number;
  /** What did not have to be written. Together they make up the image. */
  readonly skippedBytes: number;
  readonly onMediaBytes: number;
  readonly verifiedBytes: number;
  readonly mismatches: readonly {
    readonly atByte: number;
    readonly lengthBytes: number;
    readonly file?: string;
  }[];
  /** What was read back may have come from memory, not from the medium: the proof is worth less. */
  readonly cached?: true;
  /** Stretches that differed at first and were written again, and then read back right. */
  readonly repaired?: readonly { readonly atByte: number; readonly lengthBytes: number }[];
  /** Bytes that had to be on the target according to the block map, which says nothing about the others. Absent: all. */
  readonly mappedBytes?: number;
  /** Of the bytes proved on the target; absent when not proved. */
  readonly sha256?: string;
  readonly serial?: string;
  /** The image that this target got, if it differs from the others'. */
  readonly image?: string;
  readonly failure?: FailureReport;
}

/** A drive that became empty and ordinary again. */
export interface RestoredTarget {
  readonly target: string;
  readonly fileSystem: 'FAT16' | 'FAT32' | 'exFAT';
  readonly table: 'mbr' | 'gpt';
  /** Of the one partition. */
  readonly sizeBytes: number;
  readonly label?: string;
}

/** What undoing did to one drive, or would do. */
export interface UndoneTarget {
  readonly target: string;
  readonly path: string;
  /** `whole`: everything is as before the write. `partly`: what was kept is back, files are lost. */
  readonly state: 'whole' | 'partly' | 'nothing-to-do';
  readonly restoredBytes: number;
  /** Overwritten and not kept. */
  readonly lost?: { readonly atByte: number; readonly lengthBytes: number; readonly exact: boolean };
  readonly partitions: readonly {
    readonly number: number;
    readonly atByte: number;
    readonly lengthBytes: number;
    /** None of its bytes were lost. */
    readonly whole: boolean;
  }[];
}
