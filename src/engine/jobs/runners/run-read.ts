import { rm } from 'node:fs/promises';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import type { KeptPart } from '../../read/rescue/disc-end.ts';
import { ReadSums } from '../../read/rescue/read-sums.ts';
import { packingOf } from '../../write/packed/packing.ts';
import { acquireMedium } from '../steps/acquire-medium.ts';
import { endUnfinished, endWhole } from '../steps/end-rescue.ts';
import { demandSameMedium, demandUnchanged, foundMedium, wantedPart } from '../steps/found-medium.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { refuseReceiptThere } from '../steps/leave-receipt.ts';
import { mediumReport } from '../steps/medium-report.ts';
import { noteHealth } from '../steps/note-health.ts';
import { noteUse, rehearsedMedium } from '../steps/note-use.ts';
import { beginProof, type RunningProof } from '../steps/prove-rescued.ts';
import { failureOf, reportOf } from '../steps/read-report.ts';
import { refuseBackingFile } from '../steps/refuse-backing-file.ts';
import { refuseBegunLinks } from '../steps/refuse-begun-links.ts';
import { refuseFormatNames } from '../steps/refuse-format-names.ts';
import { refuseOwnPaths } from '../steps/refuse-own-paths.ts';
import { beginMap, begunMap, type StartedMap, scannedMap } from '../steps/rescue-map.ts';
import { openRescueOutput, type RescueOutput } from '../steps/rescue-output.ts';
import { type RescuePlaces, rescuePlaces } from '../steps/rescue-places.ts';
import { beginFiles, demandFormOf } from '../steps/rescued-files.ts';
import { type WantedSession, wantedSession } from '../steps/wanted-session.ts';

/** A medium → an image, as much of it as can be read. What is missing at the end stands in the map and in the report. */
export async function runRead(plan: ReadPlan, context: JobContext): Promise<Ending> {
  refuseFormatNames(plan.output ? [plan.output.path] : []);
  const medium = await foundMedium(plan.source, context);
  if (context.dryRun) {
    const { endByte } = await partOf(plan, medium);
    return { report: rehearsedMedium(plan, medium, endByte), proved: false };
  }
  await noteHealth(medium, context);
  await noteUse(medium, context);
  return plan.output ? save(plan, plan.output, medium, context) : scan(plan, medium, context);
}

function partOf(plan: ReadPlan, medium: Medium): Promise<KeptPart> {
  return plan.session === undefined ? wantedPart(plan, medium) : wantedSession(plan.session, medium);
}

/** Only read: how well that goes is what is wanted. */
async function scan(plan: ReadPlan, medium: Medium, context: JobContext): Promise<Ending> {
  const part = await partOf(plan, medium);
  const of = { mapPath: plan.map, imagePath: undefined };
  const { map, start } = scannedMap(plan.map, medium, part);
  const step = { plan, medium, map, start, output: undefined, sums: new ReadSums(), ...of };
  const acquired = await acquireMedium(step, context);
  const report = reportOf(plan, mediumReport(medium, acquired, { mapPath: plan.map }));
  const failure = failureOf(plan, medium, acquired, context);
  return { report, proved: failure === undefined, ...(failure && { failure }) };
}

type Output = NonNullable<ReadPlan['output']>;

async function save(plan: ReadPlan, wanted: Output, medium: Medium, context: JobContext): Promise<Ending> {
  const startedAtMs = context.clock.nowMs();
  const places = await rescuePlaces(wanted.path, plan.map, packingOf(wanted.path) !== undefined);
  await refuseBackingFile(wanted.path, places, { medium, machine: context.machine });
  await refuseOwnPaths(plan, wanted.path, places, { medium, machine: context.machine });
  await refuseBegunLinks(wanted.path, places);
  await refuseReceiptThere(plan);
  await demandFormOf(plan);
  const session = plan.session === undefined ? undefined : await wantedSession(plan.session, medium);
  const of = { ...places, imagePath: wanted.path, isOtherCopy: plan.otherCopy };
  const wantedBytes = session?.endByte ?? (plan.whole ? medium.sizeBytes : undefined);
  const begun = await begunMap(wantedBytes, of, medium, async () => session ?? wantedPart(plan, medium));
  const { map, goesOn } = begun;
  if (!goesOn) await demandUnchanged(plan.source, medium, context);
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
    return await fill({ plan, wanted, medium, places, session, begun, output, startedAtMs }, context);
  } finally {
    await output.close();
  }
}

interface Rescue {
  readonly plan: ReadPlan;
  readonly wanted: Output;
  readonly medium: Medium;
  readonly places: RescuePlaces;
  readonly session: WantedSession | undefined;
  readonly begun: StartedMap;
  readonly output: RescueOutput;
  readonly startedAtMs: number;
}

/** Reads into the output, and ends it as far as that went. */
async function fill(rescue: Rescue, context: JobContext): Promise<Ending> {
  const { plan, medium, places, session, output } = rescue;
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
  const step = { plan, medium, map, start, output, sums, mapPath, imagePath: path };
  try {
    const files = await beginFiles(plan, output).catch(orForget);
    if (goesOn) await demandSameMedium(map, medium, { fd: output.fd, workPath, mapPath, isOtherCopy });
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
