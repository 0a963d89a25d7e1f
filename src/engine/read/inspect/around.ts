import type { InspectionNote, VolumeFacts } from '../../contract/events/inspection.ts';
import type { Readable } from '../../contract/ports/image.ts';
import { findBeside } from './beside.ts';
import { Sight } from './bounded-reader.ts';
import { volumesInPartitions } from './in-partitions.ts';
import { laterSessions } from './sessions.ts';

/** What is there beside the volumes of a disc, or in their place. */
export interface Around {
  readonly kind?: 'file-system';
  readonly volumes: readonly VolumeFacts[];
  readonly notes: readonly InspectionNote[];
}

/** Firmware looks at nothing of it: what of it is out of reach does not count as missed. */
export async function findAround(
  image: Readable<number | undefined>,
  own: { readonly isDisc: boolean; readonly isFat: boolean },
): Promise<Around> {
  const { bytes } = new Sight(image);
  const beside = await findBeside(bytes, own.isDisc || own.isFat);
  const isForeign = !own.isDisc && beside.volumes.length > 0;
  const notes = [...beside.notes, ...(own.isDisc ? await laterSessions(bytes) : [])];
  if (isForeign) return { kind: 'file-system', volumes: beside.volumes, notes };
  return { volumes: [...beside.volumes, ...(await volumesInPartitions(bytes, image.sizeBytes))], notes };
}
