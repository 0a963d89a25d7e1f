import { startsOnlyFromDisc } from '../../contract/events/starts.ts';
import { inspectImage } from '../../read/inspect/inspect.ts';
import type { JobContext } from './job-context.ts';
import type { OpenedSource } from './opened-source.ts';

/** Before the first byte: an image that starts from disc only is said not to start from the drive. Of streams nobody knows yet. */
export async function noteStart(
  { kind, bytes }: OpenedSource,
  path: string,
  { onFact }: Pick<JobContext, 'onFact'>,
): Promise<void> {
  if (kind !== 'image') return;
  // A source that cannot be read fails where it is read for good.
  const found = await inspectImage(bytes).catch(() => undefined);
  if (found && startsOnlyFromDisc(found.forecast)) onFact({ event: 'note', code: 'will-not-start', path });
}
