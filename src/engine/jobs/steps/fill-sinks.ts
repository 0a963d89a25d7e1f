import { rm } from 'node:fs/promises';
import { ReadSums } from '../../read/rescue/read-sums.ts';
import { acquireMedium } from './acquire-medium.ts';
import { closeSinks } from './begin-sinks.ts';
import { endUnfinished, endWhole } from './end-rescue.ts';
import { fdImage } from './fd-image.ts';
import { getsName } from './gets-name.ts';
import type { Ending, JobContext } from './job-context.ts';
import { beginProof, type RunningProof } from './prove-rescued.ts';
import { failureOf } from './read-report.ts';
import type { Rescue } from './rescue.ts';
import { beginFiles, type RescuedFiles } from './rescued-files.ts';

/** Reads into everything that is open, and ends it as far as that went. */
export async function fillSinks(rescue: Rescue, context: JobContext): Promise<Ending> {
  const { plan, medium, hands, open, mapPath, mapAt, imagePath, isPartial } = rescue;
  const { map, start, goesOn, triesAgain = false } = rescue.begun;
  const sums = new ReadSums();
  const givenBytes = goesOn ? 0 : map.totals['+'];
  const proof = earlyProof(rescue, { sums, givenBytes }, context);
  const orForget = async (error: unknown): Promise<never> => {
    if (!goesOn && map.totals['+'] === givenBytes) await forget(rescue);
    throw error;
  };
  try {
    const files = await allFiles(rescue).catch(orForget);
    const step = {
      plan,
      medium,
      hands,
      map,
      start,
      sinks: open.sinks,
      sums,
      mapPath,
      mapAt,
      imagePath,
      isPartial,
      triesAgain,
    };
    const acquired = await acquireMedium({ ...step, onRead: () => proof?.grew() }, context).catch(orForget);
    const [first] = open.files;
    const isNamed = await getsName({ acquired, open });
    const named = { mapPath, lost: open.sinks.failure, workPath: isNamed ? first?.path : first?.workPath };
    const failure = failureOf(plan, medium, acquired, context, named);
    const end = { ...rescue, acquired, sums, givenBytes, files };
    if (failure) return await endUnfinished(failure, { ...end, isNamed }, context);
    return await endWhole({ ...end, proof }, context);
  } finally {
    await proof?.abandon();
    await closeSinks(open);
  }
}

/**
 * One image is read back behind its reading. Several are compared with each other, and drives are not whole before their end; and what an
 * earlier run read may come to nothing once more: then that begins when nothing is missing.
 */
function earlyProof(
  { plan, open, begun }: Rescue,
  known: { readonly sums: ReadSums; readonly givenBytes: number },
  context: JobContext,
): RunningProof | undefined {
  const [first] = open.files;
  if (begun.goesOn || first === undefined || open.files.length + open.drives.length > 1) return undefined;
  const image = fdImage(first.output.fd, first.path, begun.map.sizeBytes);
  return beginProof({ plan, path: first.path, image, map: begun.map, ...known }, context);
}

async function allFiles({ plan, open }: Rescue): Promise<RescuedFiles[]> {
  const all: RescuedFiles[] = [];
  for (const sink of open.files) all.push(await beginFiles(plan, sink));
  return all;
}

/** A job that never read anything leaves nothing. */
async function forget({ open, mapAt }: Rescue): Promise<void> {
  for (const { output } of open.files) await output.remove();
  if (mapAt !== undefined) await rm(mapAt, { force: true });
}
