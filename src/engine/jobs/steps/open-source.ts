import { authorFolder } from '../../author/plan/author.ts';
import { authorImage } from '../../author/plan/author-image.ts';
import type { AuthorProgress } from '../../author/plan/author-progress.ts';
import type { AuthoredImage } from '../../author/plan/authored-image.ts';
import { authorStick } from '../../author/sticks/author-stick.ts';
import type { StickDrive } from '../../author/sticks/stick-drives.ts';
import type { JobReport } from '../../contract/events/report.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { AuthoredSource, EditPlan, PlanSource } from '../../contract/plan/plan.ts';
import type { ByteStream } from '../../contract/ports/image.ts';
import type { Checked } from '../../read/checksum/checked-source.ts';
import { demandNotBad } from '../../read/checksum/signatures.ts';
import { inspectImage } from '../../read/inspect/inspect.ts';
import type { OpenSourceOptions } from '../../read/open/open-options.ts';
import { openSource } from '../../read/open/open-source.ts';
import type { JobContext } from './job-context.ts';
import { makeChecksums } from './make-checksums.ts';
import { forecastOfBeginning } from './note-start.ts';
import { type OpenedSource, openedBytes, openedTree } from './opened-source.ts';
import { ownOutputsIn } from './own-outputs.ts';
import { lossFailure } from './refuse-losses.ts';
import { seenOnDrive } from './seen-on-drive.ts';

interface FolderOptions extends Pick<AuthorProgress, 'plainOwners'> {
  /** Of a stick that holds the files themselves. */
  readonly drives?: readonly StickDrive[] | undefined;
}

/** Plans a folder; says how many entries were found, and every loss as a note. Whether it may lose them: `lossFailure`. */
export async function openFolder(
  source: AuthoredSource,
  context: JobContext,
  { drives = [], plainOwners }: FolderOptions = {},
): Promise<AuthoredImage> {
  const ownOutputs = ownOutputsIn(source.path, context.plan);
  return openTree(source, context, (progress) =>
    authored(source, drives, { ...progress, ownOutputs, plainOwners }),
  );
}

/** The same of an image with changes. */
export async function openEdited({ source, changes }: EditPlan, context: JobContext): Promise<AuthoredImage> {
  const { plan } = context;
  const edit = { changes, ownOutputsIn: (folder: string) => ownOutputsIn(folder, plan) };
  return openTree(source, context, (progress) => authorImage(source.path, source.author, progress, edit));
}

async function openTree(
  source: AuthoredSource,
  context: JobContext,
  author: (progress: AuthorProgress) => Promise<AuthoredImage>,
): Promise<AuthoredImage> {
  const { signal, files, closed, onFact } = context;
  onFact({ event: 'phase', phase: 'plan' });
  const image = await author({
    signal,
    files,
    closed,
    onEntries: (entries) => onFact({ event: 'progress', phase: 'plan', doneBytes: 0, entries }),
  });
  onFact({ event: 'progress', phase: 'plan', doneBytes: 0, entries: image.entries });
  for (const { path, reason } of image.losses) onFact({ event: 'note', code: 'loss', path, text: reason });
  for (const apart of image.apart)
    onFact({ event: 'note', code: 'left-apart', path: apart.path, facts: { apart } });
  if (image.attributesUnknown) onFact({ event: 'note', code: 'attributes-unknown' });
  for (const note of image.boot.notes) onFact({ event: 'note', code: 'boot', facts: { boot: note } });
  try {
    if (context.dryRun || lossFailure(source, image.losses)) image.leaveChecksumsBlank();
    else await makeChecksums(image, context);
    return image;
  } catch (error) {
    await image.close();
    throw error;
  }
}

/** As an image of a disc, or as the stick that holds the files. @throws Failure `usage` for a stick without a drive */
function authored(
  source: AuthoredSource,
  drives: readonly StickDrive[],
  progress: AuthorProgress,
): Promise<AuthoredImage> {
  const { kind, path, author } = source;
  if (author.files && drives.length === 0) throw usageRefused({ reason: 'files-without-drive' });
  if (author.files) return authorStick(source, drives, progress);
  return (kind === 'folder' ? authorFolder : authorImage)(path, author, progress);
}

/**
 * What starts from an image, for a dry run: read from its bytes, those that it has or will have on these drives. Of a stream
 * the beginning is used up.
 */
export async function bootReport(
  { kind, bytes, facts: { boot } }: OpenedSource,
  drives: readonly StickDrive[] = [],
): Promise<Pick<JobReport, 'boot' | 'forecast'>> {
  const known = boot ? { boot } : {};
  if (kind === 'stream') {
    const forecast = await forecastOfBeginning(bytes);
    return { ...known, ...(forecast && { forecast }) };
  }
  // A source that cannot be read fails where it is read for good.
  const found = await inspectImage(seenOnDrive(bytes, drives)).catch(() => undefined);
  return { ...known, ...(found && { forecast: found.forecast }) };
}

const nothing: ByteStream & Checked = {
  sizeBytes: undefined,
  checkedAgainst: [],
  readNext: async () => 0,
  close: async () => undefined,
};

/**
 * The source of a plan: a file as it is or unpacked, standard input, a download, a folder as it would be authored.
 *
 * @throws Failure `checksums-contradict`, `signature-bad`, and what opening it may throw
 */
export async function openPlanned(
  source: PlanSource,
  context: JobContext,
  { drives, ...how }: Pick<OpenSourceOptions, 'bySectors'> & { readonly drives?: readonly StickDrive[] } = {},
): Promise<OpenedSource> {
  if (source.kind !== 'image')
    return openedTree(await openFolder(source, context, { drives }), source.author.exclude.length > 0);
  // Looking at standard input would use it up.
  if (source.path === '-' && context.dryRun) return openedBytes(nothing);
  const bytes = await openSource(source.path, {
    ...how,
    expectedBytes: source.sizeBytes,
    bmap: source.bmap,
    raw: source.raw,
    named: { sha256: source.sha256, hashFile: source.hashFile, files: context.files },
    files: context.files,
    leavesSha256: true,
    standardInput: context.standardInput,
    signal: context.signal,
    onNote: (note) => context.onFact({ event: 'note', ...note }),
  });
  try {
    if (bytes.contradiction) throw bytes.contradiction;
    for (const signature of bytes.signatures ?? []) demandNotBad(source.path, signature);
  } catch (error) {
    await bytes.close();
    throw error;
  }
  return openedBytes(bytes);
}
