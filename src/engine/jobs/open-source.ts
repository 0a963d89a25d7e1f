import { type AuthoredImage, authorFolder, authorImage } from '../author/author.ts';
import type { BootFacts } from '../boot/facts.ts';
import type { Checked } from '../checksum/checked-source.ts';
import { openSource as openByPath } from '../image/open-source.ts';
import { inspectImage } from '../inspect/inspect.ts';
import type { AuthoredSource, PlanSource } from '../plan/plan.ts';
import { Failure } from '../ports/failure.ts';
import type { ByteStream, Image } from '../ports/image.ts';
import { bootNoteText } from '../words/boot.ts';
import type { JobReport } from './events.ts';
import { makeChecksums } from './make-checksums.ts';
import type { JobContext } from './run-plan.ts';

/** Plans a folder; says how many entries were found, and every loss as a note. */
export async function openFolder(source: AuthoredSource, context: JobContext): Promise<AuthoredImage> {
  const { signal, files, onFact } = context;
  onFact({ event: 'phase', phase: 'plan' });
  const author = source.kind === 'folder' ? authorFolder : authorImage;
  const image = await author(source.path, source.author, {
    signal,
    files,
    onEntries: (entries) => onFact({ event: 'progress', phase: 'plan', doneBytes: 0, entries }),
  });
  onFact({ event: 'progress', phase: 'plan', doneBytes: 0, entries: image.entries });
  for (const { path, reason } of image.losses) onFact({ event: 'note', code: 'loss', path, text: reason });
  for (const note of image.boot.notes) onFact({ event: 'note', code: 'boot', text: bootNoteText(note) });
  try {
    if (source.author.strict && image.losses.length > 0)
      throw new Failure('loss-refused', { losses: image.losses.length });
    if (context.dryRun) image.leaveChecksumsBlank();
    else await makeChecksums(image, context);
    return image;
  } catch (error) {
    await image.close();
    throw error;
  }
}

/** What starts from an image, for a report: read from its bytes, those that it has or will have. */
export async function bootReport(source: Image | ByteStream): Promise<Pick<JobReport, 'boot' | 'forecast'>> {
  const boot = 'boot' in source ? { boot: source.boot as BootFacts } : {};
  if (!('read' in source)) return boot;
  // A source that cannot be read fails where it is read for good.
  const found = await inspectImage(source).catch(() => undefined);
  return { ...boot, ...(found && { forecast: found.forecast }) };
}

const nothing: (ByteStream | Image) & Checked = {
  sizeBytes: undefined,
  checkedAgainst: [],
  readNext: async () => 0,
  close: async () => undefined,
};

/** The source of a plan: a file as it is or unpacked, standard input, a download, a folder as it would be authored. */
export async function openSource(
  source: PlanSource,
  context: JobContext,
): Promise<(Image | ByteStream) & Partial<Checked>> {
  if (source.kind !== 'image') return openFolder(source, context);
  // Looking at standard input would use it up.
  if (source.path === '-' && context.dryRun) return nothing;
  return openByPath(source.path, {
    expectedBytes: source.sizeBytes,
    bmap: source.bmap,
    files: context.files,
    leavesSha256: true,
    standardInput: context.standardInput,
    signal: context.signal,
    onNote: (note) => context.onFact({ event: 'note', ...note }),
  });
}
