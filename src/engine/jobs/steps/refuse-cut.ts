import { Failure } from '../../contract/failure/failure.ts';
import type { Cut } from '../../contract/failure/reach.ts';
import type { PlanSource } from '../../contract/plan/plan.ts';
import type { ByteStream } from '../../contract/ports/image.ts';
import type { Checked } from '../../read/checksum/checked-source.ts';
import { findCutOf } from '../../read/inspect/reach/find-cut.ts';
import { StreamReach } from '../../read/inspect/reach/stream-reach.ts';
import type { JobContext } from './job-context.ts';
import { type OpenedSource, openedBytes } from './opened-source.ts';

/** Of a stream whose size is known: enough to find what is too long before anything is written. */
const LOOK_BYTES = 1 << 20;

export interface WatchedSource {
  readonly opened: OpenedSource;
  /** The source ends too early, and is not allowed to. */
  readonly failure?: Failure;
}

/**
 * A source that is held against its own structures: an image at once, bytes that come once at the latest at their end, where
 * `settle` fails. One that may be cut is only noted.
 */
export async function watchedForCut(
  source: Pick<PlanSource, 'kind' | 'path'> & { readonly allowTruncated?: boolean | undefined },
  opened: OpenedSource,
  { onFact }: Pick<JobContext, 'onFact'>,
): Promise<WatchedSource> {
  const { path } = source;
  const say = (cut: Cut | undefined): Failure | undefined => {
    if (cut === undefined) return undefined;
    if (!source.allowTruncated) return cutFailure(path, cut);
    onFact({ event: 'note', code: 'source-truncated', path, facts: { cut } });
    return undefined;
  };
  if (opened.kind === 'tree') return { opened };
  if (opened.kind === 'image') {
    const failure = say(await findCutOf(opened.bytes).catch(() => undefined));
    return { opened, ...(failure && { failure }) };
  }
  const { bytes, failure } = await watchedStream(opened.bytes, say);
  return { opened: openedBytes(bytes), ...(failure && { failure }) };
}

function cutFailure(path: string, cut: Cut): Failure {
  const { endByte: expectedBytes, imageBytes: foundBytes } = cut;
  return new Failure('source-truncated', { path, expectedBytes, foundBytes, because: { cut } });
}

type Stream = ByteStream & Checked;

async function watchedStream(
  stream: Stream,
  say: (cut: Cut | undefined) => Failure | undefined,
): Promise<{ bytes: Stream; failure: Failure | undefined }> {
  const reach = new StreamReach();
  let first: Uint8Array = new Uint8Array(0);
  let said = false;
  let failure: Failure | undefined;
  const decide = async (sizeBytes?: number): Promise<void> => {
    const cut = said ? undefined : await reach.cut(sizeBytes).catch(() => undefined);
    said ||= cut !== undefined;
    failure ??= say(cut);
  };
  if (stream.sizeBytes !== undefined) {
    const into = new Uint8Array(LOOK_BYTES);
    first = into.subarray(0, await stream.readNext(into));
    await reach.take(first);
    await decide(stream.sizeBytes);
  }
  const readNext = async (into: Uint8Array): Promise<number> => {
    if (first.length > 0) {
      const part = first.subarray(0, into.length);
      into.set(part);
      first = first.subarray(part.length);
      if (part.length === into.length) return part.length;
      return part.length + (await readNext(into.subarray(part.length)));
    }
    const count = await stream.readNext(into);
    await reach.take(into.subarray(0, count));
    return count;
  };
  const bytes: Stream = {
    ...stream,
    readNext,
    async settle() {
      await stream.settle?.();
      await decide();
      if (failure) throw failure;
    },
  };
  return { bytes, failure };
}
