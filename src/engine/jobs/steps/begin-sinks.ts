import type { FileHandle } from 'node:fs/promises';
import { outputsOf } from '../../contract/plan/parts.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import type { Image } from '../../contract/ports/image.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import { type DriveSink, driveSinks, lentSink, type OpenedDrives, refuseSmall } from './drive-sinks.ts';
import { targetImage } from './end-drives.ts';
import { fdImage } from './fd-image.ts';
import { type FileSink, openFileSinks } from './file-sinks.ts';
import { demandSameMedium } from './found-medium.ts';
import { openHeadFile } from './head-file.ts';
import type { JobContext } from './job-context.ts';
import type { MediumHands } from './medium-hands.ts';
import { beginMap, type StartedMap } from './rescue-map.ts';
import type { RescuePlaces } from './rescue-places.ts';
import { type Sink, Sinks } from './rescue-sinks.ts';

/** Everything that a medium is read to, open. */
export interface OpenSinks {
  readonly sinks: Sinks;
  readonly files: readonly FileSink[];
  readonly drives: readonly DriveSink[];
  readonly head: FileHandle | undefined;
}

interface ToBegin {
  readonly plan: ReadPlan;
  readonly medium: Medium;
  readonly hands: MediumHands;
  readonly begun: StartedMap;
  /** Of each output file, in their order. */
  readonly places: readonly RescuePlaces[];
  readonly drives: OpenedDrives;
  readonly mapPath: string | undefined;
  /** What a map calls its image. */
  readonly imagePath: string;
  readonly isPartial: boolean | undefined;
}

/** @throws Failure; then everything it opened is closed, but for the drives it was given */
export async function beginSinks(to: ToBegin, context: JobContext): Promise<OpenSinks> {
  const { plan, medium, begun, mapPath, imagePath } = to;
  const { map, goesOn } = begun;
  refuseSmall(to.drives, map.sizeBytes);
  const beforeMade = (): void => {
    if (mapPath !== undefined)
      beginMap({ mapPath, medium, imagePath, isPartial: to.isPartial }, map, context);
  };
  const wanted = outputsOf(plan).flatMap((one, index) => {
    const places = to.places[index];
    return places ? [{ wanted: one, places }] : [];
  });
  const files = await openFileSinks(wanted, { sizeBytes: map.sizeBytes, goesOn, beforeMade }, context);
  try {
    if (goesOn) for (const image of imagesOf(files, to)) await demandSame(image, to);
    const drives = await driveSinks(to.drives, plan, context);
    if (!goesOn && files.length === 0) beforeMade();
    return await lent(files, drives, context);
  } catch (error) {
    for (const { output } of files) {
      if (!goesOn) await output.remove();
      await output.close();
    }
    throw error;
  }
}

/** Drives that must not be written to are lost from the beginning; the others go on. */
async function lent(
  files: readonly FileSink[],
  ready: readonly DriveSink[],
  { onFact }: JobContext,
): Promise<OpenSinks> {
  const headBytes = Math.max(0, ...ready.map(({ hand }) => hand.headBytes));
  const head = ready.length === 0 ? undefined : await openHeadFile(headBytes);
  const failures = new Map<Sink, unknown>();
  const drives: DriveSink[] = [];
  for (const sink of ready) {
    const own = await lentSink(sink).catch((error: unknown) => {
      failures.set(sink, error);
      return sink;
    });
    drives.push(own);
  }
  const onLost = ({ path }: Sink): void => onFact({ event: 'note', code: 'output-lost', path });
  const onSilent = ({ path }: Sink): void => onFact({ event: 'note', code: 'stalled', target: path });
  const sinks = new Sinks([...files, ...drives], head?.fd, onLost, onSilent);
  await sinks.each(async (sink) => {
    if (failures.has(sink)) throw failures.get(sink);
  });
  if (sinks.outputs.length === 0 && sinks.failure) {
    await head?.close();
    throw sinks.failure;
  }
  return { sinks, files, drives, head };
}

const imagesOf = (files: readonly FileSink[], { drives, begun }: ToBegin): Image[] => [
  ...files.map(({ output, workPath }) => fdImage(output.fd, workPath, begun.map.sizeBytes)),
  ...drives.targets.map((target, index) =>
    targetImage(target, drives.planned[index]?.path ?? target.name, begun.map.sizeBytes),
  ),
];

async function demandSame(image: Image, { begun, medium, hands, mapPath = '' }: ToBegin): Promise<void> {
  await demandSameMedium(begun.map, medium, { image, mapPath, hands });
}

/** Closes what is still open; what was not finished stays as it is. */
export async function closeSinks({ files, drives, head }: OpenSinks): Promise<void> {
  for (const { output } of files) await output.close();
  for (const { target } of drives) await target.abandon();
  await head?.close().catch(() => undefined);
}
