/**
 * A device that takes SCSI commands: a drive behind the kernel's SG_IO, or one in software behind a socket. It knows nothing of what
 * a command means.
 */
export interface ScsiDevice {
  /** Short name for events and screens: `sr0`. */
  readonly name: string;
  /**
   * One command and what came of it; one after the other, never two at once.
   *
   * @throws Failure `target-gone` when no answer came at all, `permission-denied` when the system does not let it through
   */
  command(command: ScsiCommand): Promise<ScsiAnswer>;
  /** Never throws. */
  close(): Promise<void>;
}

export interface ScsiCommand {
  readonly cdb: Uint8Array;
  /** Which way its data goes. */
  readonly direction: 'none' | 'in' | 'out';
  /** What is sent. */
  readonly out?: Uint8Array;
  /** So many bytes are taken at most. */
  readonly inBytes?: number;
  readonly timeoutMs: number;
}

export interface ScsiAnswer {
  /** SAM-5 §5.3: 0 good, 2 check condition. */
  readonly status: number;
  /** What it has to say about it; empty for good. */
  readonly sense: Uint8Array;
  readonly data: Uint8Array;
}
