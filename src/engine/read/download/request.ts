import type { IncomingMessage } from 'node:http';
import { shownAddress } from '../../contract/failure/shown-address.ts';
import { downloadFailed } from '../../contract/failure/source-failures.ts';
import { agentFor } from './network.ts';
import { networkProblem } from './problems.ts';

const REDIRECTS_AT_MOST = 10;
/** A server that says nothing for so long is taken for gone. */
const SILENCE_MS = 30_000;
/** One that has not said by then what it has is taken for gone, however it spells. */
const HEADERS_MS = 60_000;

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly silenceMs?: number | undefined;
  readonly headersMs?: number | undefined;
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
    const hasName = next !== undefined && (next.username !== '' || next.password !== '');
    if (!next || hasName || !isHttp(next) || (at.protocol === 'https:' && next.protocol !== 'https:')) {
      const to = next === undefined ? '' : shownAddress(next.href);
      throw downloadFailed(url, 'refused', { reason: 'sent-elsewhere', to });
    }
    at = next;
  }
  throw downloadFailed(url, 'refused', { reason: 'sent-without-end' });
}

export function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:';
}

async function requestOnce(
  url: URL,
  { headers = {}, signal, silenceMs = SILENCE_MS, headersMs = HEADERS_MS }: RequestOptions,
): Promise<Answer> {
  // Loading node:http takes as long as starting Node does, and most commands ask no server.
  const { get } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
  const asked = { 'accept-encoding': 'identity', 'user-agent': 'isowright', accept: '*/*', ...headers };
  const agent = await agentFor(url.protocol);
  return new Promise((resolve, reject) => {
    let answered: IncomingMessage | undefined;
    const ask = get(url, { headers: asked, signal, agent }, (body) => {
      answered = body;
      clearTimeout(headersTimer);
      // A body that is broken off is noticed by whoever reads it.
      body.on('error', () => undefined);
      resolve({ status: body.statusCode ?? 0, headers: body.headers, url, body });
    });
    ask.setTimeout(silenceMs, () => {
      (answered ?? ask).destroy(silent());
    });
    const headersTimer = setTimeout(() => ask.destroy(silent()), headersMs);
    ask.on('close', () => clearTimeout(headersTimer));
    ask.on('error', (error) => reject(signal.aborted ? signal.reason : networkProblem(url, error)));
  });
}

function silent(): Error {
  return Object.assign(new Error('silent'), { code: 'ETIMEDOUT' });
}
