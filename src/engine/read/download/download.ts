import { createHash, type Hash } from 'node:crypto';
import { Failure } from '../../contract/failure/failure.ts';
import { downloadFailed, sourceChanged } from '../../contract/failure/source-failures.ts';
import { type LeastPace, leastPace, paced, watchPace } from './pace.ts';
import { isLater, isPassing, networkProblem, refusal } from './problems.ts';
import { type Answer, request } from './request.ts';
import { backOff, type Patience, patience } from './retry.ts';
import { difference, ifRange, rangeOf, type Version, versionOf } from './version.ts';

export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly patience?: Patience;
  readonly silenceMs?: number;
  readonly headersMs?: number;
  readonly pace?: LeastPace;
}

export interface Download {
  /** Said by the server. */
  readonly sizeBytes: number | undefined;
  /** As the server has it: `text/html; charset=utf-8`. */
  readonly contentType: string | undefined;
  readonly chunks: AsyncGenerator<Uint8Array, void, void>;
  /** Where it was after all redirections. */
  readonly foundAt: URL;
}

/** A wrong address should be said soon. */
const FIRST_TRIES = 3;
/** Less than this is no progress: a server that drops every connection would be asked for ever. */
const PROGRESS_BYTES = 64 << 10;

/**
 * A file from a server, in one stream whatever happens to the connections: a broken one is followed by another that asks for the rest.
 * Bytes of two versions are never mixed.
 *
 * @throws Failure `source-missing`, `download-failed`; on the way also `source-changed`
 */
export async function openDownload(url: URL, options: DownloadOptions): Promise<Download> {
  const first = await ask(url, {}, options, FIRST_TRIES);
  if (first.status !== 200) throw gone(first, refusal(url, first.status));
  const version = versionOf(first.status, first.headers);
  const encoding = first.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity' && !isItself(encoding, url)) {
    throw gone(first, downloadFailed(url, 'refused', { reason: 'packed-on-the-way', encoding }));
  }
  return {
    sizeBytes: version.sizeBytes,
    foundAt: first.url,
    contentType: first.headers['content-type'],
    chunks: inOne(url, first, version, options),
  };
}

/** Some servers call a .gz file «gzip on the way»: its bytes are the file's all the same. */
function isItself(encoding: string, { pathname }: URL): boolean {
  return ['gzip', 'x-gzip'].includes(encoding) && /\.t?gz$/i.test(pathname);
}

async function* inOne(
  url: URL,
  first: Answer,
  version: Version,
  options: DownloadOptions,
): AsyncGenerator<Uint8Array, void, void> {
  const prefix = createHash('sha256');
  const given = options.patience ?? patience;
  let answer: Answer | undefined = first;
  let atByte = 0;
  let fruitless = 0;
  try {
    for (;;) {
      const beganAt = atByte;
      try {
        answer ??= await rest(url, first.url, atByte, version, prefix, options);
        for await (const chunk of paced(answer.body, options.pace)) {
          atByte += chunk.length;
          prefix.update(chunk);
          yield chunk;
        }
        if (version.sizeBytes === undefined || atByte >= version.sizeBytes) return;
        throw Object.assign(new Error('ended-early'), { code: 'ECONNRESET' });
      } catch (error) {
        fruitless = atByte - beganAt >= PROGRESS_BYTES ? 0 : fruitless + 1;
        throwIfFinal(url, error, fruitless >= given.tries, options.signal);
      }
      answer?.body.destroy();
      answer = undefined;
      await backOff(Math.max(1, fruitless), given, options.signal);
    }
  } finally {
    answer?.body.destroy();
  }
}

function throwIfFinal(url: URL, error: unknown, isEnough: boolean, signal: AbortSignal): void {
  signal.throwIfAborted();
  const problem = error instanceof Failure ? error : networkProblem(url, error);
  if (isEnough || !isPassing(problem)) throw problem;
}

/** What follows `atByte`, of the same version. @throws Failure `source-changed`, `download-failed` */
async function rest(
  url: URL,
  foundAt: URL,
  atByte: number,
  version: Version,
  prefix: Hash,
  options: DownloadOptions,
): Promise<Answer> {
  if (atByte === 0) return whole(url, version, options);
  const answer = await askForRest(url, foundAt, atByte, version, options);
  if (answer.status === 416) throw gone(answer, sourceChanged(url.href, { reason: 'shorter-on-server' }));
  if (answer.status !== 200 && answer.status !== 206) throw gone(answer, refusal(url, answer.status));
  const reason = difference(version, versionOf(answer.status, answer.headers));
  if (reason) throw gone(answer, sourceChanged(url.href, { reason }));
  const fromByte = answer.status === 206 ? rangeOf(answer.headers)?.fromByte : 0;
  if (fromByte === atByte) return answer;
  if (fromByte === 0) return skipped(url, answer, atByte, prefix, options.pace);
  throw gone(answer, downloadFailed(url, 'refused', { reason: 'other-part' }));
}

/** Where it was found before, because other mirrors have other ETags; when that address has expired, from the beginning. */
async function askForRest(
  url: URL,
  foundAt: URL,
  atByte: number,
  version: Version,
  options: DownloadOptions,
): Promise<Answer> {
  const headers = { range: `bytes=${atByte}-`, ...ifRange(version) };
  const answer = await ask(foundAt, headers, options, 1);
  if (answer.status < 400 || answer.status === 416 || foundAt.href === url.href) return answer;
  answer.body.destroy();
  return ask(url, headers, options, 1);
}

async function whole(url: URL, version: Version, options: DownloadOptions): Promise<Answer> {
  const answer = await ask(url, {}, options, 1);
  if (answer.status !== 200) throw gone(answer, refusal(url, answer.status));
  const reason = difference(version, versionOf(answer.status, answer.headers));
  if (reason) throw gone(answer, sourceChanged(url.href, { reason }));
  return answer;
}

/** A server that knows no parts sends all again: what was given already must be the same, and is left out. */
async function skipped(
  url: URL,
  answer: Answer,
  atByte: number,
  prefix: Hash,
  pace: LeastPace = leastPace,
): Promise<Answer> {
  const again = createHash('sha256');
  let leftBytes = atByte;
  const watch = watchPace(answer.body, () => atByte - leftBytes, pace);
  try {
    while (leftBytes > 0) {
      const chunk =
        (answer.body.read(Math.min(leftBytes, answer.body.readableLength)) as Buffer | null) ?? undefined;
      if (chunk) {
        again.update(chunk);
        leftBytes -= chunk.length;
      } else await readable(url, answer);
    }
  } finally {
    clearInterval(watch);
  }
  if (again.digest('hex') === prefix.copy().digest('hex')) return answer;
  throw gone(answer, sourceChanged(url.href, { reason: 'other-on-server' }));
}

function readable(url: URL, { body }: Answer): Promise<void> {
  const broken = (): Failure => networkProblem(url, Object.assign(new Error(), { code: 'ECONNRESET' }));
  if (body.destroyed || body.readableEnded) return Promise.reject(broken());
  return new Promise((resolve, reject) => {
    const off = (): void => {
      body.off('readable', more).off('end', over).off('close', over);
    };
    const more = (): void => {
      off();
      resolve();
    };
    const over = (): void => {
      off();
      reject(broken());
    };
    body.once('readable', more).once('end', over).once('close', over);
  });
}

/** Asks until there is an answer that is not «later». */
async function ask(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { signal, patience: given = patience, silenceMs, headersMs }: DownloadOptions,
  tries: number,
): Promise<Answer> {
  for (let tried = 1; ; tried++) {
    try {
      const answer = await request(url, { headers, signal, silenceMs, headersMs });
      if (!isLater(answer.status)) return answer;
      throw gone(answer, refusal(url, answer.status));
    } catch (error) {
      if (!isPassing(error) || tried >= tries) throw error;
    }
    await backOff(tried, given, signal);
  }
}

function gone(answer: Answer, failure: Failure): Failure {
  answer.body.destroy();
  return failure;
}
