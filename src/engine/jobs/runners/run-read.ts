import { dirname, join } from 'node:path';
import { usageRefused } from '../../contract/failure/refused.ts';
import { outputsOf, targetsOf } from '../../contract/plan/parts.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { jobsFolder } from '../../host/state/state-folder.ts';
import type { KeptPart } from '../../read/rescue/disc-end.ts';
import { ReadSums } from '../../read/rescue/read-sums.ts';
import type { RescueMap } from '../../read/rescue/rescue-map.ts';
import { packingOf } from '../../write/packed/packing.ts';
import { acquireMedium, isOnlyBad } from '../steps/acquire-medium.ts';
import { beginSinks } from '../steps/begin-sinks.ts';
import { type OpenedDrives, openDrives } from '../steps/drive-sinks.ts';
import { fillSinks } from '../steps/fill-sinks.ts';
import { demandUnchanged, foundMedium, wantedPart } from '../steps/found-medium.ts';
import { furtherPlaces, refuseUnread } from '../steps/further-places.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { refuseReceiptThere } from '../steps/leave-receipt.ts';
import { MediumHands } from '../steps/medium-hands.ts';
import { mediumReport, scanReport } from '../steps/medium-report.ts';
import { noteHealth } from '../steps/note-health.ts';
import { noteUse, rehearsedMedium } from '../steps/note-use.ts';
import { closeAll } from '../steps/open-targets.ts';
import { failureOf, reportOf } from '../steps/read-report.ts';
import { refuseBackingFile } from '../steps/refuse-backing-file.ts';
import { refuseBegunLinks } from '../steps/refuse-begun-links.ts';
import { refuseFormatNames } from '../steps/refuse-format-names.ts';
import { refuseMapPlaces } from '../steps/refuse-map-place.ts';
import { refuseOwnPaths } from '../steps/refuse-own-paths.ts';
import { begunMap, mapForDrives, type StartedMap, scannedMap } from '../steps/rescue-map.ts';
import { type RescuePlaces, rescuePlaces } from '../steps/rescue-places.ts';
import { Sinks } from '../steps/rescue-sinks.ts';
import { demandFormOf } from '../steps/rescued-files.ts';
import { orSaidToStay } from '../steps/said-to-stay.ts';
import { type WantedSession, wantedSession } from '../steps/wanted-session.ts';

/** A medium → images and drives, as much of it as can be read. What is missing at the end stands in the map and in the report. */
export async function runRead(plan: ReadPlan, context: JobContext): Promise<Ending> {
  refuseFormatNames(outputsOf(plan).map(({ path }) => path));
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
  await refuseMapPlaces(plan, opened.medium);
  if (context.dryRun) {
    const { endByte } = await partOf(plan, opened);
    return { report: await rehearsedMedium(plan, opened.medium, endByte), proved: false };
  }
  await noteHealth(opened.medium, context);
  await noteUse(opened.medium, context);
  return plan.scan ? scan(plan, opened, context) : save(plan, opened, context);
}

function partOf(plan: ReadPlan, { medium, hands }: OpenedMedium): Promise<KeptPart> {
  const { session } = plan;
  return session === undefined ? wantedPart(plan, medium, hands) : wantedSession(session, medium, hands);
}

/** Only read: how well that goes is what is wanted. */
async function scan(plan: ReadPlan, opened: OpenedMedium, context: JobContext): Promise<Ending> {
  const { medium, hands } = opened;
  const part = await partOf(plan, opened);
  const of = { mapPath: plan.map, imagePath: undefined };
  const { map, start } = scannedMap(plan.map, medium, part);
  const step = { plan, medium, hands, map, start, sinks: new Sinks([]), sums: new ReadSums(), ...of };
  const acquired = await acquireMedium(step, context);
  const seen = scanReport(mediumReport(medium, acquired, { mapPath: plan.map }), acquired);
  const report = reportOf(plan, seen);
  const failure = failureOf(plan, medium, acquired, context);
  return { report, proved: failure === undefined, ...(failure && { failure }) };
}

/** Everything is looked at before anything is opened, and drives are open before anything is made. */
async function save(plan: ReadPlan, opened: OpenedMedium, context: JobContext): Promise<Ending> {
  const { medium, hands } = opened;
  const startedAtMs = context.clock.nowMs();
  const places = await allPlaces(plan, medium, context);
  await refuseReceiptThere(plan);
  await demandFormOf(plan);
  const session = plan.session === undefined ? undefined : await wantedSession(plan.session, medium, hands);
  if (session?.descriptors && targetsOf(plan).length > 0) throw usageRefused({ reason: 'session-on-drive' });
  const drives = await openDrives(plan, medium, context);
  try {
    const mapPath = plan.map ?? places[0]?.mapPath ?? ownMap(context);
    const imagePath = plan.output?.path ?? nameOf(drives);
    const isPartial = places[0] && places[0].workPath !== places[0].path;
    const begun = await begunOf({
      plan,
      medium,
      hands,
      session,
      first: places[0],
      mapPath,
      imagePath,
      drives,
    });
    if (begun.goesOn) await refuseUnread(places, begun.map, mapPath);
    else await demandUnchanged(plan.source, medium, context);
    const open = await beginSinks(
      { plan, medium, hands, begun, places, drives, mapPath, imagePath, isPartial },
      context,
    );
    const [file] = open.files;
    const isBeside = file && mapPath !== undefined && dirname(mapPath) === dirname(file.path);
    const mapAt = isBeside ? file.output.beside(mapPath) : mapPath;
    const of = { plan, medium, hands, session, mapPath, imagePath, isPartial, startedAtMs };
    return await orSaidToStay(plan, begun, () => fillSinks({ ...of, open, begun, mapAt }, context));
  } finally {
    await closeAll(drives.targets);
  }
}

/** Where images grow. @throws Failure of names that are taken by something else of the job */
async function allPlaces(
  plan: ReadPlan,
  medium: Medium,
  { machine, resume }: JobContext,
): Promise<RescuePlaces[]> {
  const all: RescuePlaces[] = [];
  for (const [index, { path, replace }] of outputsOf(plan).entries()) {
    const map = index === 0 ? plan.map : undefined;
    const isPacked = packingOf(path) !== undefined;
    const own = await rescuePlaces(path, { map, isPacked, startsAnew: replace && !resume });
    const [first] = all;
    const found = first ? await furtherPlaces(first, own, isPacked) : own;
    await refuseBackingFile(path, found, { medium, machine });
    await refuseOwnPaths(plan, path, found, { medium, machine });
    await refuseBegunLinks(path, found);
    all.push(found);
  }
  return all;
}

/** Without an image there is nothing to lie beside: the job keeps it, and `resume` finds it there. */
const ownMap = ({ jobId, hasNoFolder }: JobContext): string | undefined =>
  hasNoFolder ? undefined : join(jobsFolder(), jobId, 'medium.map');

/** What a map calls its image: a drive may have another name each time. */
function nameOf({ planned }: OpenedDrives): string {
  const [first] = planned;
  const serial = first?.kind === 'drive' ? first.expect.serial : undefined;
  return serial?.replaceAll('/', '_') || (first?.path ?? '');
}

interface ToBegin {
  readonly plan: ReadPlan;
  readonly medium: Medium;
  readonly hands: MediumHands;
  readonly session: WantedSession | undefined;
  readonly first: RescuePlaces | undefined;
  readonly mapPath: string | undefined;
  readonly imagePath: string;
  readonly drives: OpenedDrives;
}

/** What is known of an earlier run, or that nothing is. */
async function begunOf(to: ToBegin): Promise<StartedMap> {
  const { plan, medium, hands, session, first, mapPath, imagePath, drives } = to;
  const wanted = session?.endByte ?? (plan.whole ? medium.sizeBytes : undefined);
  const kept = async (): Promise<KeptPart> => session ?? wantedPart(plan, medium, hands);
  // Of an image that is to be replaced nothing is gone on with.
  const of = { imagePath, isOtherCopy: plan.otherCopy, mapPath: first?.isAnew ? undefined : mapPath };
  const begun = await begunMap(
    wanted,
    first ? { ...of, imageBytes: first.imageBytes, workPath: first.workPath } : mapForDrives(of),
    medium,
    kept,
  );
  const { map, goesOn } = begun;
  const triesAgain = isOnlyBad(map);
  if (goesOn) readHeadAnew(map, drives);
  return { ...begun, triesAgain };
}

/** Beginnings of drives are wiped again, and read once more. */
function readHeadAnew(map: RescueMap, { targets }: OpenedDrives): void {
  const headBytes = Math.max(0, ...targets.map((target) => target.headBytes));
  for (const { atByte, endByte, state } of [...map.ranges()])
    if (state === '+' && atByte < headBytes) map.set(atByte, Math.min(endByte, headBytes), '?');
}
