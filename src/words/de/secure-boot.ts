import type { Table } from '../en/table.ts';

export const secureBoot: Table['secureBoot'] = {
  title: 'Secure Boot',
  loader: (path, signers) => `${path}: signiert von ${signers}`,
  unsigned: (path) => `${path}: nicht signiert`,
  kernelUnsigned: (path) => `${path}: ein Kernel ohne Signatur, den GRUB mit Secure Boot ablehnt`,
  issuedBy: (signer, issuer) => `${signer} (${issuer})`,
  because: {
    signed: (date) => `seine Lader sind für PCs signiert und stehen nicht auf der Sperrliste vom ${date}`,
    'not-signed': (_date) => 'sein Lader ist nicht signiert',
    'other-signer': (_date) =>
      'sein Lader ist mit einem Schlüssel signiert, mit dem PCs nicht ausgeliefert werden',
    'next-not-signed': (_date) => 'Shim startet EFI/BOOT/GRUBX64.EFI, und das ist nicht signiert',
    'next-missing': (_date) => 'Shim startet EFI/BOOT/GRUBX64.EFI, und das ist nicht da',
    'next-other-signer': (_date) =>
      'Shim startet EFI/BOOT/GRUBX64.EFI, und das ist mit einem Schlüssel signiert, den dieser Shim nicht hat',
    revoked: (date) => `ein Lader steht auf der Sperrliste vom ${date}: aktuelle PCs lehnen ihn ab`,
    'not-understood': (_date) => 'sein Lader wird nicht verstanden',
  },
};
