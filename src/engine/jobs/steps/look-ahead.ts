import type { JobReport, TargetSample } from '../../contract/events/report.ts';
import { only } from '../../contract/failure/present.ts';
import type { PlanSource, PlanTarget, WritePlan } from '../../contract/plan/plan.ts';
import { isLocal } from '../../contract/plan/source-path.ts';
import type { Image } from '../../contract/ports/image.ts';
import type { Machine } from '../../contract/ports/machine.ts';
import { sampleDelta } from '../../write/delta/sample.ts';
import { fittedTo } from './fit-drives.ts';
import { closeAll, openTargets } from './open-targets.ts';
import type { OpenedFacts, OpenedSource } from './opened-source.ts';

// What a dry run says beyond sizes and losses. None of it is needed: what cannot be found out is left out.

type SourceFacts = Pick<NonNullable<JobReport['source']>, 'container' | 'packedBytes' | 'checkedAgainst'>;

/** What an image file is packed in, and what it will be compared with. */
export function sourceFacts(
  source: Pick<PlanSource, 'kind' | 'path'>,
  { packed, checkedAgainst, known }: Pick<OpenedFacts, 'packed' | 'checkedAgainst' | 'known'>,
): SourceFacts {
  if (source.kind !== 'image' || !isLocal(source.path)) return {};
  const all = [...(known ? [known.checksumFile] : []), ...checkedAgainst];
  return { ...packed, ...(all.length > 0 && { checkedAgainst: [...new Set(all)] }) };
}

/** More drives say nothing new, and each costs time. */
const SAMPLED_AT_MOST = 4;

/**
 * Whether writing only what differs would pay, for an image that can be read anywhere and drives that this process may
 * read. Without root that is often none.
 */
export async function deltaSamples(
  { targets }: WritePlan,
  { kind, bytes }: OpenedSource,
  machine: Machine,
): Promise<readonly TargetSample[]> {
  if (kind === 'stream') return [];
  const samples = await Promise.all(
    targets
      .slice(0, SAMPLED_AT_MOST)
      .map((target) => sampleOf(target, bytes, machine).catch(() => undefined)),
  );
  return samples.flatMap((sample) => (sample !== undefined && sample.places > 0 ? [sample] : []));
}

async function sampleOf(planned: PlanTarget, source: Image, machine: Machine): Promise<TargetSample> {
  const opened = await openTargets([planned], machine, { purpose: 'read' });
  try {
    const target = only(fittedTo(source, opened));
    return { target: target.name, ...(await sampleDelta(source, target)) };
  } finally {
    await closeAll(opened);
  }
}
