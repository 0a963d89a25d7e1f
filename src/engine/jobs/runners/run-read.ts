import { rm } from 'node:fs/promises';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { ReadSums } from '../../read/rescue/read-sums.ts';
import { packingOf } from '../../write/packed/packing.ts';
import { acquireMedium } from '../steps/acquire-medium.ts';
import { endUnfinished, endWhole } from '../steps/end-rescue.ts';
import { demandSameMedium, foundMedium, keptBytes } from '../steps/found-medium.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { refuseReceiptThere } from '../steps/leave-receipt.ts';
import { MediumHands } from '../steps/medium-hands.ts';
import { mediumReport } from '../steps/medium-report.ts';
import { noteHealth } from '../steps/note-health.ts';
import { beginProof, type RunningProof } from '../steps/prove-rescued.ts';
import { failureOf, reportOf } from '../steps/read-report.ts';
import { refuseOwnPaths } from '../steps/refuse-own-paths.ts';
import { beginMap, begunMap, type StartedMap, scannedMap } from '../steps/rescue-map.ts';
import { openRescueOutput, type RescueOutput } from '../steps/rescue-output.ts';
import { type RescuePlaces, rescuePlaces } from '../steps/rescue-places.ts';
import { beginFiles, demandFormOf } from '../steps/rescued-files.ts';
import { type WantedSession, wantedSession } from '../steps/wanted-session.ts';

/** A medium → an image, as much of it as can be read. What is missing at the end stands in the map and in the report. */
export async function runRead(plan: ReadPlan, context: JobContext): Promise<Ending> {
  const medium = await foundMedium(plan.source, context);
  const hands = new MediumHands(medium);
  try {
    return await readMedium(plan, { medium, hands }, context);
  } finally {
    hands.leave();
  }
}

interface OpenedMedium {
  readonly medium: Medium;
  readonly hands: MediumHands;
}

async function readMedium(plan: ReadPlan, opened: OpenedMedium, context: JobContext): Promise<Ending> {
  if (context.dryRun) {
    const sizeBytes = await wantedBytes(plan, opened);
    return { report: { source: { path: plan.source.path, sizeBytes } }, proved: false };
  }
  await noteHealth(opened.medium, context);
  return plan.output ? save(plan, plan.output, opened, context) : scan(plan, opened, context);
}

async function wantedBytes(plan: ReadPlan, { medium, hands }: OpenedMedium): Promise<number> {
  if (plan.session === undefined) return keptBytes(plan, medium, hands);
  return (await wantedSession(plan.session, medium, hands)).endByte;
}

/** Only read: how well that goes is what is wanted. */
async function scan(plan: ReadPlan, opened: OpenedMedium, context: JobContext): Promise<Ending> {
  const { medium, hands } = opened;
  const sizeBytes = await wantedBytes(plan, opened);
  const of = { mapPath: plan.map, imagePath: undefined };
  const { map, start } = scannedMap(plan.map, medium, sizeBytes);
  const step = { plan, medium, hands, map, start, output: undefined, sums: new ReadSums(), ...of };
  const acquired = await acquireMedium(step, context);
  const report = reportOf(plan, mediumReport(medium, acquired, { mapPath: plan.map }));
  const failure = failureOf(plan, medium, acquired, context);
  return { report, proved: failure === undefined, ...(failure && { failure }) };
}

type Output = NonNullable<ReadPlan['output']>;

async function save(
  plan: ReadPlan,
  wanted: Output,
  { medium, hands }: OpenedMedium,
  context: JobContext,
): Promise<Ending> {
  const startedAtMs = context.clock.nowMs();
  const places = await rescuePlaces(wanted.path, plan.map, packingOf(wanted.path) !== undefined);
  await refuseOwnPaths(plan, wanted.path, places, medium);
  await refuseReceiptThere(plan);
  await demandFormOf(plan);
  const session = plan.session === undefined ? undefined : await wantedSession(plan.session, medium, hands);
  const of = { ...places, imagePath: wanted.path, isOtherCopy: plan.otherCopy };
  const wantedBytes = session?.endByte ?? (plan.whole ? medium.sizeBytes : undefined);
  const begun = await begunMap(
    wantedBytes,
    of,
    medium,
    async () => session?.endByte ?? keptBytes(plan, medium, hands),
  );
  const { map, goesOn } = begun;
  if (!goesOn)
    for (const { atByte, lengthBytes } of session?.gaps ?? []) map.set(atByte, atByte + lengthBytes, '+');
  const beforeMade = (): void => beginMap(places.mapPath, map, medium, wanted.path, context);
  const output = await openRescueOutput({
    ...wanted,
    workPath: places.workPath,
    sizeBytes: map.sizeBytes,
    goesOn,
    files: context.files,
    beforeMade,
  });
  try {
    return await fill({ plan, wanted, medium, hands, places, session, begun, output, startedAtMs }, context);
  } finally {
    await output.close();
  }
}

interface Rescue {
  readonly plan: ReadPlan;
  readonly wanted: Output;
  readonly medium: Medium;
  readonly hands: MediumHands;
  readonly places: RescuePlaces;
  readonly session: WantedSession | undefined;
  readonly begun: StartedMap;
  readonly output: RescueOutput;
  readonly startedAtMs: number;
}

/** Reads into the output, and ends it as far as that went. */
async function fill(rescue: Rescue, context: JobContext): Promise<Ending> {
  const { plan, medium, hands, places, session, output } = rescue;
  const { mapPath, workPath } = places;
  const { path } = rescue.wanted;
  const { otherCopy: isOtherCopy } = plan;
  const { map, start, goesOn } = rescue.begun;
  const sums = new ReadSums();
  const givenBytes = goesOn ? 0 : map.totals['+'];
  const proofBegun = (): RunningProof =>
    beginProof({ plan, path, fd: output.fd, map, sums, givenBytes }, context);
  // What an earlier run read may come to nothing once more: it is read back when nothing is missing.
  const proof = goesOn ? undefined : proofBegun();
  const orForget = async (error: unknown): Promise<never> => {
    if (!goesOn && map.totals['+'] === givenBytes) await forget(output, mapPath);
    throw error;
  };
  const step = { plan, medium, hands, map, start, output, sums, mapPath, imagePath: path };
  try {
    const files = await beginFiles(plan, output).catch(orForget);
    if (goesOn) await demandSameMedium(map, medium, { fd: output.fd, workPath, mapPath, isOtherCopy, hands });
    const acquired = await acquireMedium({ ...step, onRead: () => proof?.grew() }, context).catch(orForget);
    const failure = failureOf(plan, medium, acquired, context, files.packed && workPath);
    if (failure) return await endUnfinished(failure, { plan, medium, acquired, output, ...places }, context);
    const whole = { plan, path, acquired, output, medium, mapPath, session, files };
    return await endWhole(
      { ...whole, startedAtMs: rescue.startedAtMs, proof: proof ?? proofBegun() },
      context,
    );
  } finally {
    await proof?.abandon();
  }
}

/** A job that never read anything leaves nothing. */
async function forget(output: RescueOutput, mapPath: string): Promise<void> {
  await output.remove();
  await rm(mapPath, { force: true });
}
