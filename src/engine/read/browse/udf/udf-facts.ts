import type { PartitionMap } from '../../../bytes/formats/udf/partition-maps.ts';

/** What a volume says of itself. */
export interface UdfFacts {
  readonly label: string;
  /** Of UDF, as its digits stand: 0x0250. */
  readonly revision: number;
  readonly blockBytes: number;
  /** How the partition with the files is found; the one that says most of the medium. */
  readonly partition: PartitionMap['kind'];
  /** As its descriptors count them. */
  readonly files?: number | undefined;
  readonly directories?: number | undefined;
  /** The metadata file was unreadable. */
  readonly usesMirror: boolean;
}
