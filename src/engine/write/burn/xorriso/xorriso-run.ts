import type { ChildProcess } from 'node:child_process';
import { errnoOf } from '../../../contract/failure/errno.ts';
import { engineMissing } from '../../../contract/failure/tools.ts';
import { startTool } from '../../../host/tools/start-tool.ts';

const LARGEST_OUTPUT_CHARACTERS = 1 << 20;
/** It ends a burn in order, so that the drive is not left in the middle of it. */
const STOP_MS = 60_000;

interface Ended {
  readonly status: number;
  readonly isMissing: boolean;
}

/** xorriso at work on what it is fed, one piece after the other. */
export class XorrisoRun {
  readonly #child: ChildProcess;
  readonly #ended: Promise<Ended>;
  #said = '';

  constructor(args: readonly string[]) {
    this.#child = startTool('xorriso', args, { stdio: ['pipe', 'ignore', 'pipe'] });
    this.#child.stdin?.on('error', () => undefined);
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (this.#said.length < LARGEST_OUTPUT_CHARACTERS) this.#said += text;
    });
    this.#ended = new Promise((resolve) => {
      this.#child.on('error', (error) => resolve({ status: -1, isMissing: errnoOf(error) === 'ENOENT' }));
      this.#child.on('close', (status) => resolve({ status: status ?? -1, isMissing: false }));
    });
  }

  /** All that it has said so far. */
  get said(): string {
    return this.#said;
  }

  /** Resolves when the bytes are taken; false when it has ended instead. */
  async feed(bytes: Uint8Array): Promise<boolean> {
    const { stdin } = this.#child;
    if (!stdin || stdin.destroyed) return false;
    const taken = new Promise<boolean>((resolve) => stdin.write(bytes, (error) => resolve(!error)));
    return Promise.race([taken, this.#ended.then(() => false)]);
  }

  /** Nothing more comes. @returns whether it ended well @throws Failure `engine-missing` */
  async end(): Promise<boolean> {
    this.#child.stdin?.end();
    const { status, isMissing } = await this.#ended;
    if (isMissing) throw engineMissing('xorriso');
    return status === 0;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    await this.#ended;
    clearTimeout(timer);
  }
}
