import type { ScsiAnswer, ScsiCommand } from '../../engine/contract/ports/scsi.ts';
import type { Libc } from './ffi.ts';

/** include/scsi/sg.h of Linux. */
const SG_IO = 0x2285;
const HEADER_BYTES = 88;
const SENSE_BYTES = 64;
const DIRECTIONS = { none: -1, out: -2, in: -3 } as const;
const GOOD = 0;
const CHECK_CONDITION = 2;
/** DRIVER_SENSE: sense was delivered although the status says nothing. */
const DRIVER_MASK = 15;
const DRIVER_SENSE = 8;

/** The header holds addresses of 64 bits, little-endian. */
export const SG_IO_ARCHITECTURES: readonly string[] = ['x64', 'arm64', 'riscv64', 'loong64'];

/** What the bus, not the device, has to say; DID_… of Linux. */
export class BusError extends Error {
  readonly hostStatus: number;

  constructor(hostStatus: number) {
    super(`host-${hostStatus}`);
    this.hostStatus = hostStatus;
  }
}

/**
 * One SCSI command by the ioctl SG_IO (struct sg_io_hdr, version 3).
 *
 * @throws CallError when the kernel refuses it, BusError when no answer came
 */
export async function sgIo(libc: Libc, fd: number, command: ScsiCommand): Promise<ScsiAnswer> {
  const cdb = Buffer.from(command.cdb);
  const sense = Buffer.alloc(SENSE_BYTES);
  const data =
    command.direction === 'out' ? Buffer.from(command.out ?? []) : Buffer.alloc(command.inBytes ?? 0);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeInt32LE('S'.charCodeAt(0), 0);
  header.writeInt32LE(DIRECTIONS[command.direction], 4);
  header.writeUInt8(cdb.length, 8);
  header.writeUInt8(sense.length, 9);
  header.writeUInt32LE(data.length, 12);
  if (data.length > 0) header.writeBigUInt64LE(libc.address(data), 16);
  header.writeBigUInt64LE(libc.address(cdb), 24);
  header.writeBigUInt64LE(libc.address(sense), 32);
  header.writeUInt32LE(command.timeoutMs, 40);
  await libc.ioctl(fd, SG_IO, header);
  return answerOf(header, { cdb, sense, data }, command.direction);
}

interface Memory {
  /** Held until the call is over: the kernel reads it. */
  readonly cdb: Buffer;
  readonly sense: Buffer;
  readonly data: Buffer;
}

function answerOf(header: Buffer, { sense, data }: Memory, direction: ScsiCommand['direction']): ScsiAnswer {
  const status = header.readUInt8(64);
  const senseBytes = header.readUInt8(67);
  const hostStatus = header.readUInt16LE(68);
  const driverStatus = header.readUInt16LE(70);
  const missingBytes = Math.max(0, header.readInt32LE(72));
  const hasSense =
    senseBytes > 0 && (status === CHECK_CONDITION || (driverStatus & DRIVER_MASK) === DRIVER_SENSE);
  if (hostStatus !== 0 && !hasSense) throw new BusError(hostStatus);
  return {
    status: hasSense ? CHECK_CONDITION : status,
    sense: hasSense ? sense.subarray(0, senseBytes) : new Uint8Array(0),
    data:
      direction === 'in' && status === GOOD
        ? data.subarray(0, data.length - missingBytes)
        : new Uint8Array(0),
  };
}
