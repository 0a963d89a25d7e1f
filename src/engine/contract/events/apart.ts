/** Something below a folder that is no part of its image, and that nobody named: each stands in the report. */
export interface ApartEntry {
  /** Path in the folder, `/a/b`. */
  readonly path: string;
  /**
   * `kernel-files`: a mounted file system whose files the kernel or a session makes up, such as `/proc`; its folder stays,
   * empty. `other-file-system`: one that `oneFileSystem` left out; so does its folder. `own-output`: what this job writes.
   */
  readonly reason: 'kernel-files' | 'other-file-system' | 'own-output';
  /** Its type as the kernel calls it: `proc`. */
  readonly fileSystem?: string;
}
