/** What came out when a signature was looked at. `key`: fingerprint, or its last digits when the key is not there. */
export type SignatureVerdict =
  | { readonly state: 'good' | 'expired' | 'bad'; readonly key: string; readonly signer: string }
  | { readonly state: 'unchecked'; readonly because: UncheckedBecause; readonly key?: string };

/** Why a signature was not checked. */
export type UncheckedBecause =
  | 'no-gpg'
  | 'no-key'
  /** sqv was asked, which takes keys from plain files only. */
  | 'no-key-file'
  | 'no-signature'
  | 'not-supported'
  | 'timed-out'
  | 'signify'
  /** What it signs comes once, and is gone by then. */
  | 'passes-once';

/** A signature that is there. */
export type SignatureReport = {
  readonly file: string;
  /** What it signs: a checksum file, or the image. */
  readonly of: string;
} & SignatureVerdict;
