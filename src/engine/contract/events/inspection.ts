import type { CompressionFacts } from '../failure/compression-reasons.ts';
import type { DamageFacts } from '../failure/damage-reasons.ts';
import type { DeviationFacts } from '../failure/encode-reasons.ts';
import type { Cut } from '../failure/reach.ts';
import type { FoundFacts } from '../failure/source-reasons.ts';
import type { ContainerNote } from './container-facts.ts';
import type { Judgement, RuleFacts } from './deviation.ts';
import type { Emulation } from './emulation.ts';
import type { ForecastFacts } from './forecast-reasons.ts';
import type { ForeignName } from './foreign-name.ts';
import type { SecureBootFacts } from './secure-boot.ts';

/** What an image is, read from its bytes alone: the answer of `isowright inspect`. */
export interface Inspection {
  readonly kind: 'iso9660' | 'udf' | 'disk' | 'fat' | 'file-system' | 'other' | 'unknown';
  /** Null for a compressed image that does not state it and was not unpacked to its end. */
  readonly sizeBytes: number | null;
  readonly volumes: readonly VolumeFacts[];
  readonly boot: {
    readonly elTorito: readonly ElToritoFacts[];
    readonly mbr: MbrFacts | null;
    readonly gpt: GptTableFacts | null;
  };
  readonly forecast: readonly Forecast[];
  /** Absent if there is no loader for 64-bit PCs. */
  readonly secureBoot?: SecureBootFacts;
  readonly notes: readonly InspectionNote[];
  /** How it compares with the standards; absent if it holds no volume that they cover. */
  readonly standards?: Judgement;
}

export interface VolumeFacts {
  readonly standard: 'iso9660' | 'joliet' | 'enhanced' | 'rock-ridge' | 'udf' | 'fat' | ForeignName;
  readonly label: string;
  /** As the volume itself states. */
  readonly sizeBytes?: number;
  /** Of UDF: `1.02` to `2.60`. */
  readonly revision?: string;
  /** Of UDF: how its blocks are found. */
  readonly partition?: 'physical' | 'sparable' | 'virtual' | 'metadata' | 'unknown';
  /** In which partition, of which table, it lies; absent where it is the image itself. */
  readonly table?: 'mbr' | 'gpt' | 'apple';
  readonly number?: number;
  /** Of UDF: as its descriptors count them. */
  readonly files?: number;
  readonly directories?: number;
}

/** Programs that are recognised by their bytes. */
export type LoaderName = 'isolinux' | 'grub' | 'windows' | 'efi' | 'unknown';

export interface ElToritoFacts {
  /** `bios`, `uefi`, … */
  readonly platform: string;
  readonly bootable: boolean;
  readonly emulation: Emulation;
  readonly loadSegment: number;
  readonly loadSectors: number;
  readonly lba: number;
  readonly loader: LoaderName;
  /** It, or what a BIOS loads of it, lies past the end of the image. */
  readonly isBehind?: true;
  /** It begins with nothing but zeros. */
  readonly isBlank?: true;
  /** Its boot information table: right, wrong, or absent. */
  readonly bootInfoTable: 'right' | 'wrong' | 'none';
  /** Processors whose loader is in the image; UEFI only. */
  readonly processors: readonly string[];
  /** Processors whose loader is in the image, and is no program for them. */
  readonly refused?: readonly string[];
}

export interface MbrFacts {
  readonly diskId: number;
  /**
   * `boot-image`: it jumps into an image of the boot catalogue that is neither of the two. `behind`: one behind the end.
   * `active-partition`: it starts the one that is marked. `idle`: it says that it starts nothing, or passes on.
   */
  readonly code:
    | 'none'
    | 'behind'
    | 'isolinux'
    | 'grub'
    | 'boot-image'
    | 'active-partition'
    | 'idle'
    | 'unknown';
  readonly partitions: readonly {
    readonly number: number;
    readonly active: boolean;
    readonly type: number;
    readonly startBlock: number;
    readonly blocks: number;
  }[];
}

export interface GptTableFacts {
  readonly diskGuid: string;
  /** What its blocks have; absent for 512 bytes. */
  readonly blockBytes?: 4096;
  readonly primaryValid: boolean;
  /** `unknown`: it is in a part that was not examined. */
  readonly backupValid: boolean | 'unknown';
  readonly partitions: readonly {
    readonly number: number;
    readonly type: string;
    readonly name: string;
    readonly startBlock: number;
    readonly blocks: number;
  }[];
}

/** Whether a kind of firmware will boot a medium with the image. */
export interface Forecast {
  readonly firmware: string;
  readonly medium: 'cd' | 'usb';
  readonly boots: boolean | 'unknown';
  readonly because?: ForecastFacts;
  /** Only a part was examined: what was not found may exist. */
  readonly inPart?: true;
  /** Made by the viewer where there is `because` (`words/forecasts.ts`). */
  readonly why?: string;
}

/** A track of a disc that is held in raw sectors. */
export interface TrackFacts {
  readonly number: number;
  readonly kind: 'data' | 'audio';
  /** As cue sheets write it: `MODE1/2352`, `AUDIO`. */
  readonly mode: string;
  readonly startSector: number;
  readonly sectors: number;
}

/** Something that deviates from the standards, or is worth knowing. */
export interface InspectionNote {
  readonly code: string;
  /** Made by the viewer where its code or facts say it (`words/inspection.ts`). */
  readonly text?: string;
  /** Of `not-looked-at`: how far it was examined, and whether something after that is referred to before it. */
  readonly seen?: { readonly toByte: number; readonly namedBehind: boolean };
  /** Of `source-truncated`: what reaches past the end, and how much there is. */
  readonly cut?: Cut;
  /** Of `descriptor`: the field, and how it deviates from the standard. */
  readonly deviation?: { readonly field: string; readonly because: DeviationFacts };
  /** Of `udf-unreadable`: what is damaged, and whether only a part of the image was examined. */
  readonly unreadable?: { readonly inPart: boolean; readonly damage?: DamageFacts };
  /** Of `not-an-image`: what it is in the place of one. */
  readonly other?: FoundFacts;
  /** Of `packed`: with what that is not unpacked here. */
  readonly packed?: CompressionFacts;
  /** Of `in-container`: what it is the content of. */
  readonly container?: { readonly container: string; readonly packedBytes?: number };
  /** Of `container`: what should be known of that. */
  readonly inContainer?: ContainerNote;
  /** Of `disc-track`. */
  readonly track?: TrackFacts;
  /** Of a rule of a standard that is broken: which section, what stands there, and what should. */
  readonly section?: string;
  readonly found?: RuleFacts;
  readonly wanted?: RuleFacts;
  readonly atByte?: number;
}
