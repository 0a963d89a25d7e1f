import type { Emulation } from '../formats/eltorito/catalogue.ts';

/** What an image is, read from its bytes alone: the answer of `isowright inspect`. */
export interface Inspection {
  readonly kind: 'iso9660' | 'udf' | 'disk' | 'fat' | 'unknown';
  /** Null for a packed image that does not say it, and was not unpacked to its end. */
  readonly sizeBytes: number | null;
  readonly volumes: readonly VolumeFacts[];
  readonly boot: {
    readonly elTorito: readonly ElToritoFacts[];
    readonly mbr: MbrFacts | null;
    readonly gpt: GptTableFacts | null;
  };
  readonly forecast: readonly Forecast[];
  readonly notes: readonly InspectionNote[];
}

export interface VolumeFacts {
  readonly standard: 'iso9660' | 'joliet' | 'enhanced' | 'rock-ridge' | 'udf' | 'fat';
  readonly label: string;
  /** As the volume says it itself. */
  readonly sizeBytes?: number;
  /** Of UDF: `1.02` to `2.60`. */
  readonly revision?: string;
  /** Of UDF: how its blocks are found. */
  readonly partition?: 'physical' | 'sparable' | 'virtual' | 'metadata' | 'unknown';
  /** Of UDF: as its descriptors count them. */
  readonly files?: number;
  readonly directories?: number;
}

/** Programs that are known by their bytes. */
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
  /** Its table of its own place: right, wrong, or none that could be one. */
  readonly bootInfoTable: 'right' | 'wrong' | 'none';
  /** Processors whose loader is in the image; UEFI only. */
  readonly processors: readonly string[];
}

export interface MbrFacts {
  readonly diskId: number;
  /** `boot-image`: it jumps into an image of the boot catalogue that is neither of the two. */
  readonly code: 'none' | 'isolinux' | 'grub' | 'boot-image' | 'unknown';
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
  readonly primaryValid: boolean;
  /** `unknown`: it lies where nobody looked. */
  readonly backupValid: boolean | 'unknown';
  readonly partitions: readonly {
    readonly number: number;
    readonly type: string;
    readonly name: string;
    readonly startBlock: number;
    readonly blocks: number;
  }[];
}

/** Whether a kind of firmware will start a medium with the image. */
export interface Forecast {
  readonly firmware: string;
  readonly medium: 'cd' | 'usb';
  readonly boots: boolean | 'unknown';
  readonly why: string;
}

/** Something that is not as the standards say, or worth knowing. */
export interface InspectionNote {
  readonly code: string;
  readonly text: string;
  readonly atByte?: number;
}
