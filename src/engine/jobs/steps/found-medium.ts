import { statSync } from 'node:fs';
import { Failure } from '../../contract/failure/failure.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Image } from '../../contract/ports/image.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { type KeptPart, keptPart } from '../../read/rescue/disc-end.ts';
import { fileMedium } from '../../read/rescue/file-medium.ts';
import { lookedAt } from '../../read/rescue/medium-end.ts';
import type { RescueMap } from '../../read/rescue/rescue-map.ts';
import { isSameMedium } from '../../read/rescue/same-medium.ts';
import type { JobContext } from './job-context.ts';
import type { MediumHands } from './medium-hands.ts';

/**
 * The medium of a plan. That of a job that goes on is known by its serial and size, wherever it is plugged in now.
 *
 * @throws Failure `target-missing`, `target-changed`, `identity-mismatch`, `source-missing`, `source-unreadable`, `not-supported-here`
 */
export async function foundMedium(
  { path, expect = {} }: ReadPlan['source'],
  { machine, resume }: Pick<JobContext, 'machine' | 'resume'>,
): Promise<Medium> {
  const found = statSync(path, { throwIfNoEntry: false });
  const isFile = !found?.isBlockDevice() && expect.deviceNumber === undefined && !path.startsWith('/dev/');
  if (isFile) return demandSize(fileMedium(path), expect.sizeBytes);
  if (!machine.findMedium)
    throw new Failure('not-supported-here', { what: 'read', platform: process.platform });
  if (resume && machine.findMediumAgain) return machine.findMediumAgain(path, expect);
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
export function wantedPart({ whole }: ReadPlan, medium: Medium, hands: MediumHands): Promise<KeptPart> {
  return hands.look(async (hand) =>
    whole ? { endByte: medium.sizeBytes, gaps: [] } : keptPart(medium, hand),
  );
}

/**
 * Of a drive without a serial only what was read of it says that it is the one that was meant; where nothing was read, it has to be there
 * as it was.
 *
 * @throws Failure `target-changed`
 */
export async function demandUnchanged(
  { path, expect }: ReadPlan['source'],
  { kind, serial }: Medium,
  { machine, resume }: Pick<JobContext, 'machine' | 'resume'>,
): Promise<void> {
  if (resume && expect && kind === 'device' && serial === '') await machine.findMedium?.(path, expect);
}

interface ReadBefore {
  readonly image: Image;
  readonly mapPath: string;
  readonly hands: MediumHands;
}

/** What was read before has to be what this medium holds. @throws Failure `map-of-another` */
export async function demandSameMedium(
  map: RescueMap,
  medium: Medium,
  { image, mapPath, hands }: ReadBefore,
): Promise<void> {
  if (map.totals['+'] === 0) return;
  await hands.look(async (hand) => {
    if (await isSameMedium(map, lookedAt(medium, hand, false), image)) return;
    throw new Failure('map-of-another', {
      map: mapPath,
      field: 'content',
      expected: image.path ?? '',
      found: medium.path,
    });
  });
}
