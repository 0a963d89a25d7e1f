import { errnoOf } from '../../engine/contract/failure/errno.ts';
import { Failure } from '../../engine/contract/failure/failure.ts';
import type { ScsiAnswer, ScsiCommand, ScsiDevice } from '../../engine/contract/ports/scsi.ts';
import type { Libc } from '../linux/ffi.ts';
import { BusError, sgIo } from '../linux/sg-io.ts';

/** DID_TIME_OUT. */
const TIMED_OUT = 3;

export interface OpenedScsi {
  readonly name: string;
  readonly path: string;
  readonly fd: number;
  readonly libc: Libc;
  readonly close: () => Promise<void>;
}

/** A drive that is open, behind the port that burning knows. */
export class ScsiDrive implements ScsiDevice {
  readonly #opened: OpenedScsi;
  #isClosed = false;

  constructor(opened: OpenedScsi) {
    this.#opened = opened;
  }

  get name(): string {
    return this.#opened.name;
  }

  async command(command: ScsiCommand): Promise<ScsiAnswer> {
    const { libc, fd, name, path } = this.#opened;
    try {
      if (this.#isClosed) throw new Failure('target-gone', { target: name });
      return await sgIo(libc, fd, command);
    } catch (cause) {
      throw failureOf(cause, { name, path, silentMs: command.timeoutMs });
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#opened.close().catch(() => undefined);
  }
}

function failureOf(
  cause: unknown,
  { name, path, silentMs }: { name: string; path: string; silentMs: number },
): Failure {
  if (cause instanceof Failure) return cause;
  if (cause instanceof BusError && cause.hostStatus === TIMED_OUT)
    return new Failure('target-stalled', { target: name, silentMs }, { cause });
  const errno = errnoOf(cause);
  if (errno === 'EPERM' || errno === 'EACCES') return new Failure('permission-denied', { path }, { cause });
  return new Failure('target-gone', { target: name }, { cause });
}
