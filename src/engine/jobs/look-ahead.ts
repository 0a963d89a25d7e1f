import { open, stat } from 'node:fs/promises';
import type { Checked } from '../checksum/checked-source.ts';
import { containerOf, MAGIC_BYTES } from '../decode/containers.ts';
import { sampleDelta } from '../delta/sample.ts';
import { findChecksum } from '../image/known-checksum.ts';
import type { PlanSource, PlanTarget, WritePlan } from '../plan/plan.ts';
import { isLocal } from '../plan/source-path.ts';
import type { ByteStream, Image } from '../ports/image.ts';
import type { Machine } from '../ports/machine.ts';
import type { JobReport, TargetSample } from './events.ts';
import { closeAll, openTargets } from './open-targets.ts';

// What a dry run says beyond sizes and losses. None of it is needed: what cannot be found out is left out.

type SourceFacts = Pick<NonNullable<JobReport['source']>, 'container' | 'packedBytes' | 'checkedAgainst'>;

/** What an image file is packed in, and what it will be compared with. */
export async function sourceFacts(
  source: Pick<PlanSource, 'kind' | 'path'>,
  opened: object,
): Promise<SourceFacts> {
  if (source.kind !== 'image' || !isLocal(source.path)) return {};
  const known = await findChecksum(source.path).catch(() => undefined);
  const checkedAgainst = [
    ...(known ? [known.checksumFile] : []),
    ...('checkedAgainst' in opened ? (opened as Checked).checkedAgainst : []),
  ];
  return {
    ...(await packedFacts(source.path).catch(() => ({}))),
    ...(checkedAgainst.length > 0 && { checkedAgainst: [...new Set(checkedAgainst)] }),
  };
}

async function packedFacts(path: string): Promise<SourceFacts> {
  const file = await open(path);
  try {
    const first = new Uint8Array(MAGIC_BYTES);
    await file.read(first, 0, MAGIC_BYTES, 0);
    const container = containerOf(first)?.name;
    return container === undefined ? {} : { container, packedBytes: (await stat(path)).size };
  } finally {
    await file.close();
  }
}

/** More drives say nothing new, and each costs time. */
const SAMPLED_AT_MOST = 4;

/**
 * Whether writing only what differs would pay, for an image that can be read anywhere and drives that this process may
 * read. Without root that is often none.
 */
export async function deltaSamples(
  { targets }: WritePlan,
  source: Image | ByteStream,
  machine: Machine,
): Promise<readonly TargetSample[]> {
  if (!('read' in source)) return [];
  const samples = await Promise.all(
    targets
      .slice(0, SAMPLED_AT_MOST)
      .map((target) => sampleOf(target, source, machine).catch(() => undefined)),
  );
  return samples.filter((sample) => sample !== undefined && sample.places > 0) as TargetSample[];
}

async function sampleOf(planned: PlanTarget, source: Image, machine: Machine): Promise<TargetSample> {
  const opened = await openTargets([planned], machine, { purpose: 'read' });
  try {
    const [target] = opened;
    return { target: target!.name, ...(await sampleDelta(source, target!)) };
  } finally {
    await closeAll(opened);
  }
}
