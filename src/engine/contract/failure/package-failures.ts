/** Why packages of a distribution cannot be used. */
export interface PackageFailures {
  /** Nothing says which packages there are. `place`: where it was looked for. */
  'no-package-index': { place: string };
  /** `neededBy`: the package that needs it; absent: it was asked for. */
  'package-missing': { name: string; neededBy?: string };
  /** A file that a package should hold. */
  'package-lacks': { name: string; file: string };
  /** What makes it believable is not signed by a key that is known. */
  'index-unsigned': { path: string; keyring: string; said: string };
  /** A list of packages that was locked, and is not understood. */
  'lock-invalid': { path: string; line: number };
  /** The Node that would run in the image does not run there. */
  'node-unfit': { path: string };
  /** What of this program goes into the image is not there. */
  'program-unfit': { path: string };
}
