import type { DownloadReasons, NetworkError } from '../../engine/contract/failure/download-reasons.ts';
import type { ReasonWords } from '../reason-words.ts';

const signedByNobody = 'the server’s certificate is not signed by anyone this computer trusts';

const connections: { readonly [E in NetworkError]: string } = {
  ENOTFOUND: 'there is no such server',
  EAI_AGAIN: 'the name of the server could not be looked up',
  ECONNREFUSED: 'the server does not accept connections',
  ECONNRESET: 'the connection was cut off',
  EPIPE: 'the connection was cut off',
  ETIMEDOUT: 'the server does not answer',
  TOO_SLOW: 'the server sends almost nothing',
  EHOSTUNREACH: 'the server cannot be reached',
  ENETUNREACH: 'there is no network',
  CERT_HAS_EXPIRED: 'the server’s certificate has expired',
  CERT_NOT_YET_VALID: 'the server’s certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the server’s certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: signedByNobody,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: signedByNobody,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: signedByNobody,
  ERR_TLS_CERT_ALTNAME_INVALID: 'the server’s certificate is for another name',
};

const reasons: ReasonWords<Omit<DownloadReasons, 'connection' | 'other-connection'>> = {
  'server-trouble': (f) => `the server reports a fault of its own (HTTP ${f.status})`,
  'server-refuses': (f) => `the server refuses it (HTTP ${f.status})`,
  'packed-on-the-way': (f) =>
    `the server compresses it in transit (${f.encoding}) although it was asked not to`,
  'other-part': (_f) => 'the server sends a part of the file other than the one requested',
  'sent-elsewhere': (f) =>
    `the server redirects to ${f.to === '' ? 'something that is not an address' : f.to}, which is not followed`,
  'sent-without-end': (_f) => 'the server redirects without end',
};

/** Why a download does not work. */
export const downloads = { connections, reasons, connectionFailed: 'the connection failed' };
