import type { IncomingMessage } from 'node:http';
import { Failure } from '../ports/failure.ts';
import { networkProblem } from './problems.ts';

const REDIRECTS_AT_MOST = 10;
/** A server that says nothing for so long is taken for gone. */
const SILENCE_MS = 30_000;

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly silenceMs?: number | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Where it was found after all redirections. */
  readonly url: URL;
  readonly body: IncomingMessage;
}

/**
 * One GET. The bytes are taken as the server has them: nothing is unpacked on the way, so that places mean the same in every
 * answer. Redirections are followed, never from https to http.
 *
 * @throws Failure `download-failed`
 */
export async function request(url: URL, options: RequestOptions): Promise<Answer> {
  let at = url;
  for (let redirects = 0; redirects <= REDIRECTS_AT_MOST; redirects++) {
    const answer = await requestOnce(at, options);
    const { location } = answer.headers;
    if (answer.status < 300 || answer.status > 399 || location === undefined) return answer;
    answer.body.destroy();
    const next = URL.canParse(location, at.href) ? new URL(location, at.href) : undefined;
    if (!next || !isHttp(next) || (at.protocol === 'https:' && next.protocol !== 'https:')) {
      const problem = `the server sends on to ${location}, which is not followed`;
      throw new Failure('download-failed', { url: url.href, problem, kind: 'refused' });
    }
    at = next;
  }
  const problem = 'the server sends from one address to the next without end';
  throw new Failure('download-failed', { url: url.href, problem, kind: 'refused' });
}

export function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:';
}

async function requestOnce(
  url: URL,
  { headers = {}, signal, silenceMs = SILENCE_MS }: RequestOptions,
): Promise<Answer> {
  // Loading node:http takes as long as starting Node does, and most commands ask no server.
  const { get } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
  const asked = { 'accept-encoding': 'identity', 'user-agent': 'isowright', accept: '*/*', ...headers };
  return new Promise((resolve, reject) => {
    let answered: IncomingMessage | undefined;
    const ask = get(url, { headers: asked, signal }, (body) => {
      answered = body;
      // A body that is broken off is noticed by whoever reads it.
      body.on('error', () => undefined);
      resolve({ status: body.statusCode ?? 0, headers: body.headers, url, body });
    });
    ask.setTimeout(silenceMs, () => {
      const silence = Object.assign(new Error('the server fell silent'), { code: 'ETIMEDOUT' });
      (answered ?? ask).destroy(silence);
    });
    ask.on('error', (error) => reject(signal.aborted ? signal.reason : networkProblem(url, error)));
  });
}
