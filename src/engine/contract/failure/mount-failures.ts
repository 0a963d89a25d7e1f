import type { HolderFacts } from './holder-facts.ts';

/** How an image cannot be mounted, or let go of: codes of `Failure`. */
export interface MountFailures {
  /** The folder it was to be mounted at. */
  'mount-place': {
    path: string;
    why: 'no-folder' | 'not-empty' | 'mounted' | 'not-there' | 'not-made' | 'not-chosen';
  };
  /** Nothing here shows this file system. `image`: what was named, for the way out. */
  'mount-impossible': {
    path: string;
    image: string;
    fileSystem: string;
    packages: readonly string[];
    lacks?: 'fuse' | 'kernel' | 'root';
    /** It is not the plain bytes of the file. */
    container?: string;
  };
  /** Whatever was tried: in the words of the last program. */
  'mount-failed': { path: string; image: string; fileSystem: string; program: string; said: string };
  /** `isMount`: something else is mounted there, by others or without this program. */
  'not-mounted': { path: string; isMount?: true };
  /** `holders` is the text of `heldBy`. */
  'image-unmount-failed': { at: string; said: string; holders?: string; heldBy?: readonly HolderFacts[] };
}
