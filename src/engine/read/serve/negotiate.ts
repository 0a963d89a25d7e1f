import type { Writable } from 'node:stream';
import {
  NBD_EXPORT_ZEROS,
  NBD_FIXED_NEWSTYLE,
  NBD_NO_ZEROES,
  NBD_OPTION,
  NBD_READ_ONLY_EXPORT,
  NBD_REPLY,
  nbdExport,
  nbdExportInfo,
  nbdGreeting,
  nbdOption,
  nbdOptionReply,
} from '../../bytes/formats/nbd/nbd.ts';
import type { ByteInlet } from './byte-inlet.ts';

/** Names of exports are short, and there is one here whatever it is called. */
const MOST_OPTION_BYTES = 1 << 16;
/** More than any client asks for. */
const MOST_OPTIONS = 64;

/** "Fixed newstyle negotiation" up to where requests begin. False when the client left, or does not speak it. */
export async function negotiate(inlet: ByteInlet, output: Writable, sizeBytes: number): Promise<boolean> {
  output.write(nbdGreeting.encode({ flags: NBD_FIXED_NEWSTYLE | NBD_NO_ZEROES }));
  const clientFlags = await inlet.next(4);
  if (!clientFlags) return false;
  const leavesZeros = (clientFlags.readUInt32BE() & NBD_NO_ZEROES) !== 0;
  for (let options = 0; options < MOST_OPTIONS; options++) {
    const head = await inlet.next(nbdOption.sizeBytes);
    if (!head) return false;
    const { option, lengthBytes } = nbdOption.decode(head);
    if (lengthBytes > MOST_OPTION_BYTES || !(await inlet.next(lengthBytes))) return false;
    if (option === NBD_OPTION.exportName) return answerName(output, sizeBytes, leavesZeros);
    answerOption(option, output, sizeBytes);
    if (option === NBD_OPTION.go) return true;
    if (option === NBD_OPTION.abort) return false;
  }
  return false;
}

function answerOption(option: number, output: Writable, sizeBytes: number): void {
  if (option === NBD_OPTION.go || option === NBD_OPTION.info) {
    const info = nbdExportInfo.encode({ info: 0, sizeBytes, flags: NBD_READ_ONLY_EXPORT });
    reply(output, option, NBD_REPLY.info, info);
  } else if (option !== NBD_OPTION.abort) {
    reply(output, option, NBD_REPLY.unsupported);
    return;
  }
  reply(output, option, NBD_REPLY.ack);
}

function answerName(output: Writable, sizeBytes: number, leavesZeros: boolean): true {
  output.write(nbdExport.encode({ sizeBytes, flags: NBD_READ_ONLY_EXPORT }));
  if (!leavesZeros) output.write(new Uint8Array(NBD_EXPORT_ZEROS));
  return true;
}

function reply(output: Writable, option: number, code: number, data: Uint8Array = new Uint8Array()): void {
  output.write(nbdOptionReply.encode({ option, reply: code, lengthBytes: data.length }));
  if (data.length > 0) output.write(data);
}
