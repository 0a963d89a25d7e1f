/** Something below a folder that is not part of its image although it was not excluded; each is in the report. */
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
