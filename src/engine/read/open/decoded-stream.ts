import type { SignatureReport } from '../../contract/events/signature.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { notAnImage } from '../../contract/failure/source-failures.ts';
import type { FoundFacts } from '../../contract/failure/source-reasons.ts';
import { isLocal } from '../../contract/plan/source-path.ts';
import type { ByteStream } from '../../contract/ports/image.ts';
import type { Beside } from '../checksum/beside.ts';
import type { Check } from '../checksum/check.ts';
import { type Checked, checkedStream, type Packed } from '../checksum/checked-source.ts';
import { findImageChecks } from '../checksum/find-checks.ts';
import { namedHashes } from '../checksum/named-hashes.ts';
import { packedChecks } from '../checksum/packed-checks.ts';
import { fileSignatures, packedSignatureCheck, passingSignatureCheck } from '../checksum/signatures.ts';
import { EndWatch } from '../containers/trailer.ts';
import { type Container, containerOf, type Look } from '../decode/containers.ts';
import { type Chunks, Input } from '../decode/input.ts';
import { MAGIC_BYTES } from '../decode/magics.ts';
import { streamOf } from './byte-stream.ts';
import { isImage } from './foreign/find-kind.ts';
import { LOOK_BYTES, refuseContent } from './not-an-image.ts';
import { noteCheck, noteRefused, noteSignature } from './note-check.ts';
import type { OpenSourceOptions } from './open-options.ts';
import { foundPacked } from './packed-disk.ts';
import { watchedChunks } from './watched-chunks.ts';

/** Bytes in the order they come, from a file, a pipe or a download. */
export interface RawChunks {
  readonly chunks: Chunks;
  /** Of what comes, before anything is unpacked. */
  readonly sizeBytes: number | undefined;
  /** Learned beforehand, when the source can be looked into. */
  readonly look?: Look | undefined;
  /** The same once more; absent of what comes once. */
  readonly again?: (() => AsyncIterable<Uint8Array>) | undefined;
  /** What else than an image the server says it is; its bytes may know better. */
  readonly sentAs?: FoundFacts;
  /** Where checksums are looked for. */
  readonly beside?: Beside | undefined;
  /** After everything was read. */
  readonly settle?: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * A stream of an image's bytes: unpacked when the first bytes say that they are packed.
 *
 * @throws Failure `source-not-an-image`, and what reading the first bytes may throw
 */
export async function decodedStream(
  path: string,
  raw: RawChunks,
  options: OpenSourceOptions,
): Promise<ByteStream & Checked> {
  const stopping = new AbortController();
  let leave = (): void => undefined;
  const close = async (): Promise<void> => {
    options.signal?.removeEventListener('abort', stop);
    stopping.abort(new Failure('stopped', { by: 'person' }));
    leave();
    await raw.close();
  };
  // A pipe or a server that says nothing must not keep a stopped job waiting.
  const stop = (): void => stopping.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', stop);
  try {
    const watched = watchedChunks(raw.chunks);
    const input = new Input(path, watched.chunks);
    const container = containerOf(await input.peek(MAGIC_BYTES));
    const held = await heldAsItComes(path, raw, container, options);
    leave = held.leave;
    watched.watch(held.take);
    const pieces = container ? unpacked(container, raw, input, stopping.signal, options) : plain(input);
    const image = new Input(path, pieces);
    const first = await image.peek(LOOK_BYTES);
    if (!options.raw) refuseSurprise(path, first, container, raw.sentAs);
    const settle = async (): Promise<void> => {
      // A checksum is of the whole file, also of what no decoder wanted.
      while (await input.next());
      await raw.settle?.();
      await held.settle();
    };
    const sizeBytes = container ? raw.look?.contentBytes : raw.sizeBytes;
    const { leastBytes } = raw.look ?? {};
    const around = { path, sizeBytes, leastBytes, close, signal: stopping.signal, settle };
    const stream = streamOf(options.raw ? plain(image) : refusedByEnd(image, container?.name), around);
    const isPacked = container !== undefined;
    const about = { path, isPacked, first, sizeBytes, ...wishesOf(options), ...held.forImage };
    const checks = await findImageChecks(raw.beside, about, raw.look?.beside);
    noteRefused(checks, options);
    const checked = checkedStream(stream, checks, (check) => noteCheck(check, path, options));
    return {
      ...checked,
      isSigned: held.isSigned,
      ...(container && { packedWaitMs: watched.waitMs, packed: packedAs(container, raw) }),
      checkedAgainst: [...held.against, ...checked.checkedAgainst],
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const wishesOf = ({ leavesSha256 = false, bmap, files, unchecked }: OpenSourceOptions) => ({
  leavesSha256,
  bmap,
  files,
  unchecked,
});

/** What is held against the bytes as they come, packed or not; and what the image's own checks must know of it. */
async function heldAsItComes(
  path: string,
  raw: RawChunks,
  container: Container | undefined,
  options: OpenSourceOptions,
) {
  const named = await namedHashes(raw.beside?.name ?? path, container !== undefined, options.named ?? {});
  const packed = await packedChecks(path, container && raw.beside, named, options);
  const signed = options.unchecked ? [] : await signedFile(path, raw, options);
  const all = [...signed, ...packed.checks];
  return {
    /** One after the other is given the bytes; a promise where one of them needs a moment. */
    take(bytes: Uint8Array): void | Promise<void> {
      packed.update?.(bytes);
      const waits = signed.flatMap((check) => check.update(bytes) ?? []);
      return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
    },
    leave(): void {
      for (const { leave } of signed) leave?.();
    },
    async settle() {
      for (const check of all) {
        await check.settle();
        noteCheck(check, path, options);
      }
    },
    isSigned: signed.length > 0,
    against: packed.checks.map(({ from }) => from),
    forImage: {
      ofFile: packed.published,
      named: named.filter(({ of }) => of === 'image'),
      more: packed.ofImage,
      isStrong: packed.checks.some(({ isWeak, isOpenToAll }) => !isWeak || isOpenToAll === true),
    },
  };
}

/** Signatures of what comes, packed or not. */
async function signedFile(
  path: string,
  { beside, again }: RawChunks,
  options: OpenSourceOptions,
): Promise<readonly Check[]> {
  const found = beside ? await fileSignatures(beside, beside.name) : [];
  const onSaid = (said: SignatureReport) => noteSignature(said, options);
  return found.map((one) =>
    again ? packedSignatureCheck(path, one, again, onSaid) : passingSignatureCheck(path, one, onSaid),
  );
}

function packedAs({ name }: Container, { sizeBytes }: RawChunks): Packed {
  return { container: name, ...(sizeBytes !== undefined && { packedBytes: sizeBytes }) };
}

async function* plain(input: Input): AsyncGenerator<Uint8Array, void, void> {
  for (let bytes = await input.next(); bytes; bytes = await input.next()) yield bytes;
}

/** What only its end tells. @throws Failure `source-not-an-image` behind the last byte */
async function* refusedByEnd(input: Input, packing?: string): AsyncGenerator<Uint8Array, void, void> {
  const end = new EndWatch();
  for await (const bytes of plain(input)) {
    end.update(bytes);
    yield bytes;
  }
  const because = end.kind();
  if (because)
    throw notAnImage(input.path, foundPacked(because, { packing, isPassing: !isLocal(input.path) }));
}

function unpacked(
  { decode, name }: Container,
  { look }: RawChunks,
  input: Input,
  signal: AbortSignal,
  { onNote }: OpenSourceOptions,
): AsyncGenerator<Uint8Array, void, void> {
  const onTrailing = (lengthBytes: number | undefined): void =>
    onNote?.({
      code: 'source-trailing-bytes',
      path: input.path,
      facts: { trailing: { container: name, lengthBytes } },
    });
  return (look?.decode ?? decode)(input, { signal, onTrailing });
}

/** An archive in an archive is no image. @throws Failure `source-not-an-image` */
function refuseSurprise(
  path: string,
  first: Uint8Array,
  container: Container | undefined,
  sentAs: FoundFacts | undefined,
): void {
  refuseContent(path, first, container?.name);
  const inner = container && containerOf(first);
  if (inner) throw notAnImage(path, { reason: 'packed-twice', inner: inner.name });
  if (sentAs && !container && !isImage(first)) throw notAnImage(path, sentAs);
}
