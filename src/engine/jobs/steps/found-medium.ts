import { statSync } from 'node:fs';
import { Failure } from '../../contract/failure/failure.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { fileMedium } from '../../read/rescue/file-medium.ts';
import { lookedAt, mediumEnd } from '../../read/rescue/medium-end.ts';
import type { RescueMap } from '../../read/rescue/rescue-map.ts';
import { isSameMedium } from '../../read/rescue/same-medium.ts';
import { fdImage } from './fd-image.ts';
import type { JobContext } from './job-context.ts';
import type { MediumHands } from './medium-hands.ts';

/** @throws Failure `target-missing`, `target-changed`, `source-missing`, `source-unreadable`, `not-supported-here` */
export async function foundMedium(
  { path, expect = {} }: ReadPlan['source'],
  { machine }: Pick<JobContext, 'machine'>,
): Promise<Medium> {
  const found = statSync(path, { throwIfNoEntry: false });
  const isFile = !found?.isBlockDevice() && !path.startsWith('/dev/');
  if (isFile) return demandSize(fileMedium(path), expect.sizeBytes);
  if (!machine.findMedium)
    throw new Failure('not-supported-here', { what: 'read', platform: process.platform });
  return machine.findMedium(path, expect);
}

function demandSize(medium: Medium, sizeBytes: number | undefined): Medium {
  if (sizeBytes === undefined || sizeBytes === medium.sizeBytes) return medium;
  throw new Failure('target-changed', {
    target: medium.path,
    field: 'size',
    expected: `${sizeBytes} bytes`,
    found: `${medium.sizeBytes} bytes`,
  });
}

/** How much of a medium is wanted. @throws Failure when it cannot be opened */
export function keptBytes({ whole }: ReadPlan, medium: Medium, hands: MediumHands): Promise<number> {
  return hands.look(async (hand) => (whole ? medium.sizeBytes : mediumEnd(medium, hand)));
}

interface ReadBefore {
  readonly fd: number;
  readonly workPath: string;
  readonly mapPath: string;
  readonly isOtherCopy: boolean | undefined;
  readonly hands: MediumHands;
}

/** What was read before has to be what this medium holds. @throws Failure `map-of-another` */
export async function demandSameMedium(
  map: RescueMap,
  medium: Medium,
  { fd, workPath, mapPath, isOtherCopy, hands }: ReadBefore,
): Promise<void> {
  if (map.totals['+'] === 0) return;
  await hands.look(async (hand) => {
    const image = fdImage(fd, workPath, map.sizeBytes);
    if (await isSameMedium(map, lookedAt(medium, hand, false), image, isOtherCopy)) return;
    throw new Failure('map-of-another', {
      map: mapPath,
      field: 'content',
      expected: workPath,
      found: medium.path,
    });
  });
}
