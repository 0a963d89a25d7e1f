/** What Secure Boot makes of the loader for 64-bit PCs: what is said of signatures, by names and not by keys. */
export interface SecureBootFacts {
  readonly boots: boolean | 'unknown';
  readonly because: SecureBootReason;
  readonly loaders: readonly SignedProgram[];
  /** In the usual places; absent where none was found. */
  readonly kernels?: readonly SignedKernel[];
  /** Of the list of revocations that it was compared with, ISO 8601. */
  readonly revocationsOf: string;
  /** Made by the viewer. */
  readonly why?: string;
}

export interface SignedKernel {
  readonly path: string;
  /** Common names; none: it is not signed. */
  readonly signers: readonly string[];
}

export interface SignedProgram {
  readonly path: string;
  /** Common names; none: it is not signed. */
  readonly signers: readonly string[];
  readonly issuers: readonly string[];
  /** `shim 4`, `grub 5` */
  readonly sbat: readonly { readonly component: string; readonly generation: number }[];
}

export type SecureBootReason =
  /** By a key of Microsoft's that firmware of PCs has; what it starts next is signed by whom it trusts. */
  | 'signed'
  | 'not-signed'
  | 'other-signer'
  | 'next-not-signed'
  | 'next-missing'
  | 'next-other-signer'
  | 'revoked'
  /** Its headers are not understood. */
  | 'not-understood';
