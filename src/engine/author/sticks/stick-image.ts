import type { DriveFit } from '../../contract/ports/drive-fit.ts';
import type { Extent } from '../../contract/ports/image.ts';
import type { ContentSource } from '../content/content-source.ts';
import type { AuthoredImage } from '../plan/authored-image.ts';
import type { StickBytes } from './stick-disk.ts';

type Facts = Pick<AuthoredImage, 'label' | 'losses' | 'entries' | 'apart' | 'excluded' | 'boot'>;

/** A planned stick as an Image. It holds no checksums of itself: nothing is read twice. */
export class StickImage implements AuthoredImage {
  readonly sizeBytes: number;
  readonly label: string;
  readonly losses: AuthoredImage['losses'];
  readonly entries: number;
  readonly apart: AuthoredImage['apart'];
  readonly excluded: number;
  readonly boot: AuthoredImage['boot'];
  readonly attributesUnknown = false;
  readonly checksumBytes = 0;
  readonly #bytes: StickBytes;
  readonly #content: Pick<ContentSource, 'settle' | 'close'>;
  readonly #usedNodes: () => Uint32Array;

  constructor(
    bytes: StickBytes,
    content: Pick<ContentSource, 'settle' | 'close'>,
    usedNodes: () => Uint32Array,
    facts: Facts,
  ) {
    this.#bytes = bytes;
    this.#content = content;
    this.#usedNodes = usedNodes;
    this.sizeBytes = bytes.sizeBytes;
    this.label = facts.label;
    this.losses = facts.losses;
    this.entries = facts.entries;
    this.apart = facts.apart;
    this.excluded = facts.excluded;
    this.boot = facts.boot;
  }

  read(atByte: number, into: Uint8Array): Promise<void> {
    return this.#bytes.read(atByte, into);
  }

  fitTo(capacityBytes: number): DriveFit {
    return this.#bytes.fitTo(capacityBytes);
  }

  extents(): Iterable<Extent> {
    return this.#bytes.extents();
  }

  async makeChecksums(): Promise<void> {}

  leaveChecksumsBlank(): void {}

  settle(): Promise<void> {
    return this.#content.settle(this.#usedNodes());
  }

  close(): Promise<void> {
    return this.#content.close();
  }
}
