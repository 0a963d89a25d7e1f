/** What a person should know of a container that is read, and of its content; the sentences are in `words/containers.ts`. */
export type ContainerState =
  /** It was not closed: its content can be read, its own bookkeeping may be wrong. */
  | 'not-closed'
  | 'marked-corrupt'
  /** Snapshots in it are not part of the content. */
  | 'snapshots-left-out'
  /** The copy of its footer was used. */
  | 'footer-copy'
  /** A disc has further tracks, of sound or data, that are not part of the content. */
  | 'tracks-left-out'
  /** What its log holds was applied in memory; the file was not changed. */
  | 'log-replayed';

export interface ContainerNote {
  readonly format: string;
  readonly state: ContainerState;
  /** Of snapshots, and of tracks. */
  readonly count?: number;
}
