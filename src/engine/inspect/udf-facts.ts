import { openUdf } from '../browse/udf/open-udf.ts';
import { asFailure } from '../ports/failure.ts';
import type { InspectionNote, VolumeFacts } from './inspection.ts';
import type { Sight } from './sight.ts';

export interface FoundUdf {
  readonly volume: VolumeFacts | undefined;
  readonly notes: readonly InspectionNote[];
}

/** The UDF volume, with what its own descriptors say of it. A damaged one is still one. ECMA-167 part 3. */
export async function findUdf(sight: Sight): Promise<FoundUdf> {
  try {
    const volume = await openUdf(sight.part, 'the image');
    if (!volume) return { volume: undefined, notes: [] };
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
    };
  } catch (error) {
    const { code, facts } = asFailure(error);
    if (code !== 'source-damaged' && code !== 'source-unreadable') throw error;
    const { what = 'a part of it cannot be read', atByte } = facts as { what?: string; atByte?: number };
    const isOutOfReach = sight.sizeBytes === undefined || sight.sizeBytes > sight.reachBytes;
    const text = isOutOfReach
      ? `the UDF volume cannot be told from the beginning alone: ${what}`
      : `the UDF volume is damaged: ${what}`;
    const note = { code: 'udf-unreadable', text, ...(atByte === undefined ? {} : { atByte }) };
    return { volume: { standard: 'udf', label: '' }, notes: [note] };
  }
}

const mirrorNote: InspectionNote = {
  code: 'udf-metadata-mirror',
  text: 'the metadata file of the UDF volume is damaged; its mirror was read',
};

/** 0x0250 is said 2.50. UDF 2.60 §2.1.5.3. */
function revisionText(revision: number): string {
  return `${(revision >> 8).toString(16)}.${(revision & 0xff).toString(16).padStart(2, '0')}`;
}
