import type { InspectionNote, VolumeFacts } from '../../contract/events/inspection.ts';
import type { DamageFacts } from '../../contract/failure/damage-reasons.ts';
import { isFailure } from '../../contract/failure/failure.ts';
import { openUdf } from '../browse/udf/open-udf.ts';
import type { Sight } from './bounded-reader.ts';
import { type EfiLoaders, NONE } from './efi-at.ts';
import { udfLoadersIn } from './udf-loaders.ts';

interface Unreadable {
  readonly because?: DamageFacts;
  readonly atByte?: number;
}

/** What fails here is said of the volume: no failure leaves. */
const NAMELESS = '';

export interface FoundUdf {
  readonly volume: VolumeFacts | undefined;
  readonly notes: readonly InspectionNote[];
  /** In its tree. */
  readonly loaders: EfiLoaders;
}

/** The UDF volume, with what its own descriptors say of it. A damaged one is still one. ECMA-167 part 3. */
export async function findUdf(sight: Sight): Promise<FoundUdf> {
  try {
    const volume = await openUdf(sight.part, NAMELESS);
    if (!volume) return { volume: undefined, notes: [], loaders: NONE };
    const { label, revision, partition, files, directories, usesMirror } = volume.facts;
    return {
      volume: {
        standard: 'udf',
        label,
        revision: revisionText(revision),
        partition,
        ...(files === undefined ? {} : { files }),
        ...(directories === undefined ? {} : { directories }),
      },
      notes: usesMirror ? [mirrorNote] : [],
      loaders: await udfLoadersIn(volume, sight),
    };
  } catch (error) {
    if (!isFailure(error, 'source-damaged') && !isFailure(error, 'source-unreadable')) throw error;
    return {
      volume: { standard: 'udf', label: '' },
      notes: [unreadableNote(error.facts, sight)],
      loaders: NONE,
    };
  }
}

function unreadableNote({ because, atByte }: Unreadable, { sizeBytes, reachBytes }: Sight): InspectionNote {
  const inPart = sizeBytes === undefined || sizeBytes > reachBytes;
  return {
    code: 'udf-unreadable',
    unreadable: { inPart, ...(because && { damage: because }) },
    ...(atByte !== undefined && { atByte }),
  };
}

const mirrorNote: InspectionNote = {
  code: 'udf-metadata-mirror',
};

/** 0x0250 is said 2.50. UDF 2.60 §2.1.5.3. */
function revisionText(revision: number): string {
  return `${(revision >> 8).toString(16)}.${(revision & 0xff).toString(16).padStart(2, '0')}`;
}
