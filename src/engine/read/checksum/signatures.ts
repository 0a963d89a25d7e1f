import { createHash } from 'node:crypto';
import type { SignatureReport } from '../../contract/events/signature.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { sourceChanged } from '../../contract/failure/source-failures.ts';
import type { Readable } from '../../contract/ports/image.ts';
import type { Beside } from './beside.ts';
import type { Check } from './check.ts';
import { signatureEnd } from './checksum-names.ts';
import { decodedText } from './decoded-text.ts';
import { Handover } from './handover.ts';
import { askTool, isSignify, signifyVerdict } from './signature-tool.ts';
import { SIGNED } from './text-lines.ts';

/** A signature that stands beside a source. */
interface Found {
  readonly file: string;
  readonly bytes: Uint8Array;
}

const USUAL_ENDS = ['asc', 'sig', 'gpg', 'sign', 'minisig'];
const SIGNATURES_AT_MOST = 4;

/** Those of the file `signed`, which itself need not be there. */
async function signaturesOf(beside: Beside, signed: string): Promise<Found[]> {
  const there = await beside.names();
  const stem = signed.replace(/\.txt$/i, '');
  const stems = stem === signed || there?.includes(stem) ? [signed] : [signed, stem];
  const names = there ?? stems.flatMap((one) => USUAL_ENDS.map((end) => `${one}.${end}`));
  const fitting = names.filter((name) => signatureEnd.test(name) && isOneOf(stems, name));
  const found = await Promise.all(
    fitting.slice(0, SIGNATURES_AT_MOST).map(async (file) => ({ file, bytes: await beside.bytes?.(file) })),
  );
  return found.flatMap(({ file, bytes }) => (bytes && bytes.length > 0 ? [{ file, bytes }] : []));
}

/** Of `SHA256SUMS.gpg`; and of `sha256sum.sig`, which signs `sha256sum.txt`. */
function isOneOf(stems: readonly string[], name: string): boolean {
  const of = name.replace(signatureEnd, '').toLowerCase();
  return stems.some((stem) => stem.toLowerCase() === of);
}

/** A checksum file's signatures, checked: around its text, and beside it. */
export async function listSignatures(beside: Beside, list: string): Promise<SignatureReport[]> {
  const bytes = await beside.bytes?.(list);
  if (!bytes) return [];
  const of = beside.whereIs(list);
  const reports: SignatureReport[] = [];
  if (isClear(bytes)) reports.push({ file: of, of, ...(await askTool(once(bytes), undefined)) });
  if (isSignify(bytes)) reports.push({ file: of, of, ...signifyVerdict });
  for (const { file, bytes: signature } of await signaturesOf(beside, list)) {
    const verdict = isClear(signature)
      ? await askTool(once(signature), undefined)
      : await askTool(once(bytes), signature);
    reports.push({ file: beside.whereIs(file), of, ...verdict });
  }
  return reports;
}

/** A signature of the image or of the packed file, to be checked when all its bytes have passed. */
export interface FileSignature {
  readonly file: string;
  readonly of: string;
  readonly bytes: Uint8Array;
}

export async function fileSignatures(beside: Beside, name: string): Promise<FileSignature[]> {
  const found = await signaturesOf(beside, name);
  if (found.length === 0 && beside.also) return fileSignatures(beside.also, beside.also.name);
  return found.map(({ file, bytes }) => ({ file: beside.whereIs(file), of: beside.whereIs(name), bytes }));
}

/** What is said of one. @throws Failure `signature-bad` */
export function demandNotBad(path: string, report: SignatureReport): void {
  if (report.state !== 'bad') return;
  const { file, of, key, signer } = report;
  throw new Failure('signature-bad', { path, file, of, key, signer });
}

const PIECE_BYTES = 1 << 20;

/** Checks the image at its end, from the bytes that passed. */
export function signatureCheck(
  path: string,
  { file, of, bytes }: FileSignature,
  sizeBytes: number,
  onReport: (report: SignatureReport) => void,
): Check {
  return {
    from: file,
    isWeak: false,
    isSilent: true,
    update: () => undefined,
    async settle(seen) {
      const verdict = seen
        ? await askTool(pieces(seen, sizeBytes), bytes)
        : ({ state: 'unchecked', because: 'passes-once' } as const);
      const report = { file, of, ...verdict };
      demandNotBad(path, report);
      onReport(report);
    },
  };
}

/** Checks what comes, packed or not, when it can be read once more; it must be what passed. */
export function packedSignatureCheck(
  path: string,
  { file, of, bytes }: FileSignature,
  again: () => AsyncIterable<Uint8Array>,
  onReport: (report: SignatureReport) => void,
): Check {
  const passed = createHash('sha256');
  return {
    from: file,
    isWeak: false,
    isSilent: true,
    update: (part) => void passed.update(part),
    async settle() {
      const second = createHash('sha256');
      const verdict = await askTool(hashed(again(), second), bytes);
      const isWhole = verdict.state !== 'unchecked';
      if (isWhole && second.digest('hex') !== passed.digest('hex'))
        throw sourceChanged(path, { reason: 'written-to' });
      const report = { file, of, ...verdict };
      demandNotBad(path, report);
      onReport(report);
    },
  };
}

/** What comes once is checked while it comes: it waits for whoever checks it, when that is slower. */
export function passingSignatureCheck(
  path: string,
  { file, of, bytes }: FileSignature,
  onReport: (report: SignatureReport) => void,
): Check {
  const passing = new Handover();
  const asked = askTool(passing, bytes);
  // It is waited for at the end; until then nobody is there to hear of it.
  asked.catch(() => undefined);
  return {
    from: file,
    isWeak: false,
    isSilent: true,
    update: (part) => passing.give(part),
    async settle() {
      passing.end();
      const report = { file, of, ...(await asked) };
      demandNotBad(path, report);
      onReport(report);
    },
    leave: () => passing.breakOff(new Failure('stopped', { by: 'person' })),
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  yield bytes;
}

async function* pieces(seen: Readable, sizeBytes: number): AsyncGenerator<Uint8Array, void, void> {
  for (let atByte = 0; atByte < sizeBytes; atByte += PIECE_BYTES) {
    const part = new Uint8Array(Math.min(PIECE_BYTES, sizeBytes - atByte));
    await seen.read(atByte, part);
    yield part;
  }
}

async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

/** One text with its signature around it: of several, nobody could say which one was checked. */
function isClear(bytes: Uint8Array): boolean {
  return decodedText(bytes).split(SIGNED).length === 2;
}
