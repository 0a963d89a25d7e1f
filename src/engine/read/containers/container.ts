import type { Mapped } from '../../bytes/mapped/runs.ts';
import type { ContainerNote } from '../../contract/events/container-facts.ts';
import type { TrackFacts } from '../../contract/events/inspection.ts';
import type { ByteRange } from '../../contract/ports/byte-range.ts';
import type { Readable } from '../../contract/ports/image.ts';

/** A file that holds an image in a way of its own, and what lies beside it. */
export interface ContainerFile extends Readable {
  readonly path: string;
  /** Whether there is one. */
  hasBeside(name: string): boolean;
  /** The name of a plain file beside it as it is there: this one, or the only one that differs from it in the case of letters. */
  nameBeside(name: string): string | undefined;
  /**
   * A plain file in the same folder, which belongs to it; whoever opened the container closes it.
   *
   * @param name without a folder; checked by who calls
   * @throws Failure `source-needs-parts`, `target-changed`
   */
  openBeside(name: string): Promise<Readable & { readonly path: string }>;
}

/** What is in a container. */
export interface Content extends Mapped {
  /** As people call it: `QCOW2`. */
  readonly format: string;
  readonly notes: readonly Omit<ContainerNote, 'format'>[];
  /** Where its bytes matter; absent: everywhere. */
  readonly mapped?: readonly ByteRange[];
  /** It says nothing of what it holds, which may be a container itself, or no image. */
  readonly holdsAnything?: true;
  /** Of a disc. */
  readonly tracks?: readonly TrackFacts[];
}

/** Opens a container that is known by its magic. @throws Failure `source-damaged`, `source-truncated`, `source-unsupported`, `source-needs-parts` */
export type Opener = (file: ContainerFile) => Promise<Content>;
