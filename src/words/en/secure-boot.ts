/** What is said of Secure Boot. Reasons are keys of the facts. */
export const secureBoot = {
  title: 'Secure Boot',
  loader: (path: string, signers: string) => `${path}: signed by ${signers}`,
  unsigned: (path: string) => `${path}: not signed`,
  kernelUnsigned: (path: string) =>
    `${path}: a kernel that is not signed, which GRUB refuses with Secure Boot`,
  issuedBy: (signer: string, issuer: string) => `${signer} (${issuer})`,
  because: {
    signed: (date: string) => `its loaders are signed for PCs, and not on the list of revocations of ${date}`,
    'not-signed': (_date: string) => 'its loader is not signed',
    'other-signer': (_date: string) => 'its loader is signed with a key that PCs are not delivered with',
    'next-not-signed': (_date: string) => 'shim starts EFI/BOOT/GRUBX64.EFI, which is not signed',
    'next-missing': (_date: string) => 'shim starts EFI/BOOT/GRUBX64.EFI, which is not there',
    'next-other-signer': (_date: string) =>
      'shim starts EFI/BOOT/GRUBX64.EFI, which is signed with a key that this shim does not hold',
    revoked: (date: string) => `a loader is on the list of revocations of ${date}: up-to-date PCs refuse it`,
    'not-understood': (_date: string) => 'its loader is not understood',
  },
};
