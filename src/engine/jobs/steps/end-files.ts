import type { JobReport } from '../../contract/events/report.ts';
import { checksumPathOf } from '../../write/targets/output-file.ts';
import { fdImage } from './fd-image.ts';
import type { FileSink } from './file-sinks.ts';
import { hashImage } from './hash-image.ts';
import type { JobContext } from './job-context.ts';
import type { RescuedProof } from './prove-rescued.ts';
import type { Finished } from './rescue.ts';
import { makeFiles } from './rescued-files.ts';
import { showSession } from './wanted-session.ts';

type Shown = Pick<RescuedProof, 'tree'> & { readonly sha256: string };

interface EndedFiles extends Shown {
  /** The first of them. */
  readonly image: JobReport['image'];
}

/**
 * What is wanted of each image is made, and each gets its name. One that fails does not keep the others from theirs; of a single one it is
 * the job that fails.
 *
 * @throws Failure
 */
export async function endFiles(whole: Finished, proved: Shown, context: JobContext): Promise<EndedFiles> {
  const { open, files } = whole;
  let shown = proved;
  let image: JobReport['image'];
  const end = async (sink: FileSink, index: number): Promise<void> => {
    const { path, output } = sink;
    shown = await asShown(sink, whole, shown, context);
    const { sizeBytes } = whole.acquired.map;
    const of = { fd: output.fd, path, sizeBytes, sha256: shown.sha256 };
    const { file, parts } = await makeFiles(files[index] ?? {}, of, context);
    await output.publish(file.sha256, parts);
    image ??= { path, ...file, label: '', checksumPath: checksumPathOf(path) };
  };
  const isOnly = open.files.length + open.drives.length === 1;
  for (const [index, sink] of open.files.entries()) {
    if (!open.sinks.isSound(sink)) continue;
    if (isOnly) await end(sink, index);
    else await open.sinks.each(async (one) => (one === sink ? end(sink, index) : undefined));
  }
  return { ...shown, image };
}

/** An image that is to show a later session has other descriptors than the disc, and so another sum. */
async function asShown(
  { output, path }: FileSink,
  { session, plan, acquired }: Finished,
  before: Shown,
  context: JobContext,
): Promise<Shown> {
  if (!session?.descriptors) return before;
  showSession(output.fd, path, session);
  const image = fdImage(output.fd, path, acquired.map.sizeBytes);
  const { sha256 = before.sha256, tree } = await hashImage(image, plan.receipt !== undefined, context);
  return { sha256, tree };
}
