import type { UncheckedBecause } from '../../engine/contract/events/signature.ts';

const unchecked: { readonly [B in UncheckedBecause]: (key: string) => string } = {
  'no-gpg': (_key) => 'gpg is not installed (package gnupg)',
  'no-key-file': (key) =>
    `sqv finds the key ${key} in no key file: get it from the publisher, and put it into ~/.gnupg/trustedkeys.gpg`,
  'no-key': (key) => `the key ${key} is not in your keyring: get it from the publisher, then gpg --import`,
  'no-signature': (_key) => 'gpg finds no signature in it',
  'not-supported': (_key) => 'gpg cannot check a signature of this kind',
  'timed-out': (_key) => 'gpg gave no answer',
  signify: (_key) => 'it is made by signify or minisign, which are not asked here',
  'passes-once': (_key) => 'what it signs is not kept here: download it, then verify the file',
};

/** Signatures that stand beside an image or its checksums. */
export const signatures = {
  unchecked,
  good: (file: string, signer: string, key: string) => `${file} is a good signature by ${signer}, key ${key}`,
  expired: (file: string, signer: string, key: string) =>
    `${file} is a good signature by ${signer}, key ${key}, which has expired since`,
  goodKey: (file: string, key: string) => `${file} is a good signature by the key ${key}`,
  badKey: (file: string) => `${file} is a bad signature`,
  bad: (file: string, signer: string, key: string) => `${file} is a bad signature (${signer}, key ${key})`,
  isUnchecked: (file: string, why: string) => `${file} is not checked: ${why}`,
};
