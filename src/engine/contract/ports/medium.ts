import type { DriveHealth } from '../events/drive-health.ts';

/** What is read sector by sector: a drive, a partition, a disc, or a file that stands for one. */
export interface Medium {
  /** As it was named; may be a link of `/dev/disk/by-id`. */
  readonly path: string;
  /** Where it is now. */
  readonly realPath: string;
  /** `sdb`, `disc.img` */
  readonly name: string;
  readonly sizeBytes: number;
  /** Of a read that the device takes. */
  readonly sectorBytes: number;
  /** Longest read that is one command of the device. */
  readonly commandBytes: number;
  /** '' when it has none. */
  readonly serial: string;
  readonly model: string;
  readonly kind: 'device' | 'disc' | 'file';
  /** `8:16`; absent for a file. */
  readonly deviceNumber?: string;
  readonly diskSequence?: number;
  /** What the drive says of itself; absent of what has no health. Never rejects, and does not wait long. */
  health?(): Promise<DriveHealth | undefined>;
  /** Whether a file system on the device of this number (`8:17`) lies on it; absent of what holds none. Never waits for the device. */
  holds?(deviceNumber: string): boolean;
  /** Where file systems that lie on it were mounted for writing when it was found; absent where none was. */
  readonly mountedAt?: readonly string[];
  /** What was written to those is on the medium, if it takes it in time. Never rejects. */
  flush?(): Promise<void>;
  /** From the kernel's memory: never waits for the device. */
  isThere(): boolean;
  /** The same medium under whatever name, by serial and size; undefined while it is nowhere, or has no serial. */
  findAgain(): Promise<Medium | undefined>;
}
