import { isBlankable, isOverwritable, unitBlocksOf } from '../../../bytes/formats/mmc/profiles.ts';
import type { ProgramStep } from '../../../contract/events/burn-steps.ts';
import type { BurnStage } from '../../../contract/failure/disc-reasons.ts';
import type { TargetState } from '../../../contract/failure/target-state.ts';
import type { Target } from '../../../contract/ports/target.ts';
import { runTool } from '../../../host/tools/run-tool.ts';
import { LEAST_CD_TRACK_BLOCKS, wholeUnits } from '../burn-plan.ts';
import type { Disc } from '../disc.ts';
import { burnArguments, ejectArguments, FIFO_BYTES, lookArguments, type XorrisoBurn } from './arguments.ts';
import { xorrisoFailure } from './xorriso-failure.ts';
import { XorrisoRun } from './xorriso-run.ts';

const BLOCK_BYTES = 2048;
/** Blanking, and closing a disc. */
const PATIENCE_MS = 45 * 60_000;
const TRAY_MS = 120_000;

export interface XorrisoTargetOptions {
  /** Short: `sr0`. */
  readonly name: string;
  /** As xorriso takes it. */
  readonly device: string;
  readonly disc: Pick<Disc, 'kind' | 'capacityBlocks'>;
  readonly burn: Omit<XorrisoBurn, 'kind'>;
  readonly eject?: boolean | undefined;
  /** The disc as every other program reads it. */
  readonly openToRead: () => Promise<Target>;
}

/** So many blocks go to the disc for an image of so many. */
export function sentBlocks(kind: Disc['kind'], blocks: number): number {
  return wholeUnits(blocks, unitBlocksOf(kind), kind.startsWith('cd') ? LEAST_CD_TRACK_BLOCKS : 0);
}

/** What it is given to do, for a dry run. */
export function xorrisoStep(
  device: string,
  kind: Disc['kind'],
  burn: Omit<XorrisoBurn, 'kind'>,
): ProgramStep {
  return { step: 'program', program: 'xorriso', args: argumentsFor(device, kind, burn) };
}

function argumentsFor(device: string, kind: Disc['kind'], burn: Omit<XorrisoBurn, 'kind'>): string[] {
  const blocks = burn.blocks === undefined ? undefined : sentBlocks(kind, burn.blocks);
  return burnArguments(device, { ...burn, kind, blocks });
}

/** A disc that xorriso burns, as a target: it gets the bytes in order, and what is proved is read without it. */
export class XorrisoTarget implements Target {
  readonly headBytes = 0;
  readonly blockBytes = BLOCK_BYTES;
  readonly uncached = true;
  readonly patienceMs = PATIENCE_MS;
  readonly resumeAtByte = 0;
  readonly #options: XorrisoTargetOptions;
  #run: XorrisoRun | undefined;
  #nextByte = 0;
  #isEnded = false;
  #hasFailed = false;
  #reader: Promise<Target> | undefined;

  constructor(options: XorrisoTargetOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  get capacityBytes(): number {
    return this.#options.disc.capacityBlocks * BLOCK_BYTES;
  }

  readonly inOrder = {
    onMediaBytes: (): number => (this.#isEnded ? this.#nextByte : Math.max(0, this.#nextByte - FIFO_BYTES)),
  };

  async write(atByte: number, bytes: Uint8Array): Promise<void> {
    if (atByte !== this.#nextByte) throw new TypeError(`not-in-order: ${atByte}`);
    await this.#send(bytes);
  }

  /** The last unit is filled up with zeros; then xorriso closes the disc and ends. */
  async flush(): Promise<void> {
    if (this.#isEnded) return;
    const { kind } = this.#options.disc;
    const endByte = sentBlocks(kind, Math.ceil(this.#nextByte / BLOCK_BYTES)) * BLOCK_BYTES;
    await this.#send(new Uint8Array(endByte - this.#nextByte));
    if (!(await this.#begun().end())) throw this.#failed('end');
    this.#isEnded = true;
  }

  async read(atByte: number, into: Uint8Array): Promise<void> {
    this.#reader ??= this.#openToRead();
    await (await this.#reader).read(atByte, into);
  }

  async finish(): Promise<void> {
    await this.#letGo();
    const { device, eject } = this.#options;
    if (eject) await runTool('xorriso', ejectArguments(device), TRAY_MS);
  }

  async abandon(): Promise<TargetState> {
    const isAtWork = this.#run !== undefined && !this.#isEnded;
    if (isAtWork && !this.#hasFailed) await this.#run?.stop();
    await this.#letGo();
    if (this.#isEnded) return 'written';
    if (!isAtWork || this.#options.burn.dummy) return 'untouched';
    const { kind } = this.#options.disc;
    return isOverwritable(kind) || isBlankable(kind) ? 'unfinished' : 'spoiled';
  }

  #begun(): XorrisoRun {
    const { device, disc, burn } = this.#options;
    this.#run ??= new XorrisoRun(argumentsFor(device, disc.kind, burn));
    return this.#run;
  }

  async #send(bytes: Uint8Array): Promise<void> {
    const run = this.#begun();
    if (bytes.length > 0 && !(await run.feed(bytes))) {
      await run.end();
      throw this.#failed('write');
    }
    this.#nextByte += bytes.length;
  }

  #failed(stage: BurnStage) {
    this.#hasFailed = true;
    const { name: target, device: path, disc } = this.#options;
    return xorrisoFailure(this.#run?.said ?? '', { target, path, stage, kind: disc.kind });
  }

  /** The kernel may know the disc as it was before: it looks again when the tray was out and in. */
  async #openToRead(): Promise<Target> {
    const { openToRead, device } = this.#options;
    const reader = await openToRead();
    if (reader.capacityBytes >= this.#nextByte) return reader;
    await reader.abandon();
    await runTool('xorriso', ejectArguments(device), TRAY_MS);
    await runTool('xorriso', lookArguments(device), TRAY_MS);
    return openToRead();
  }

  async #letGo(): Promise<void> {
    const reader = await this.#reader?.catch(() => undefined);
    this.#reader = undefined;
    await reader?.abandon();
  }
}
