import { Failure } from '../ports/failure.ts';

const words: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such server',
  EAI_AGAIN: 'the name of the server could not be looked up',
  ECONNREFUSED: 'the server does not take connections',
  ECONNRESET: 'the connection was broken off',
  EPIPE: 'the connection was broken off',
  ETIMEDOUT: 'the server does not answer',
  EHOSTUNREACH: 'the server cannot be reached',
  ENETUNREACH: 'there is no network',
  CERT_HAS_EXPIRED: 'the server’s certificate has expired',
  CERT_NOT_YET_VALID: 'the server’s certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the server’s certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'the server’s certificate is signed by nobody this computer knows',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the server’s certificate is signed by nobody this computer knows',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the server’s certificate is signed by nobody this computer knows',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the server’s certificate is for another name',
};

/** What went wrong below HTTP: names, connections, certificates. */
export function networkProblem(url: URL, error: unknown): Failure<'download-failed'> {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const kind = /CERT|TLS|SSL|UNABLE_TO_/.test(code) ? 'certificate' : 'network';
  const said = words[code] ?? message ?? 'the connection failed';
  const problem = code && !said.includes(code) ? `${said} (${code})` : said;
  return new Failure('download-failed', { url: url.href, problem, kind }, { cause: error });
}

/** Answers that say «later»: the same question may be answered in a while. */
const laterStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);

export function isLater(status: number): boolean {
  return laterStatuses.has(status);
}

/** @throws Failure `source-missing`, `download-failed` */
export function refusal(url: URL, status: number): Failure {
  if (status === 404 || status === 410) return new Failure('source-missing', { path: url.href });
  const problem = isLater(status)
    ? `the server has trouble (HTTP ${status})`
    : `the server refuses it (HTTP ${status})`;
  return new Failure('download-failed', {
    url: url.href,
    problem,
    kind: isLater(status) ? 'network' : 'refused',
  });
}

/** Worth trying again: the network and the server's moods, never a certificate or a «no». */
export function isPassing(error: unknown): error is Failure<'download-failed'> {
  return (
    error instanceof Failure &&
    error.code === 'download-failed' &&
    (error as Failure<'download-failed'>).facts.kind === 'network'
  );
}
