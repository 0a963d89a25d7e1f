type Nothing = Readonly<Record<never, never>>;

/** Connection errors that have their own sentence: names from the system and OpenSSL, and our own `TOO_SLOW`. */
export const networkErrors = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'TOO_SLOW',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
] as const;

export type NetworkError = (typeof networkErrors)[number];

/** Why a download does not work, with its facts; the sentences are in `words/downloads.ts`. */
export interface DownloadReasons {
  connection: { error: NetworkError };
  /** `said`: in the words of the system, '' when it said nothing. */
  'other-connection': { said: string; error: string };
  'server-trouble': { status: number };
  'server-refuses': { status: number };
  'packed-on-the-way': { encoding: string };
  'other-part': Nothing;
  /** `to`: '' if it is not an address. */
  'sent-elsewhere': { to: string };
  'sent-without-end': Nothing;
}

export type DownloadFacts = {
  readonly [R in keyof DownloadReasons]: { readonly reason: R } & Readonly<DownloadReasons[R]>;
}[keyof DownloadReasons];
