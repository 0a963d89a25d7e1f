import { ascii, literal } from '../../codec/fixed.ts';
import { u16be, u32be } from '../../codec/numbers.ts';
import { field, struct, type ValueOf } from '../../codec/struct.ts';
import { u64be } from '../../codec/u64.ts';

// NetworkBlockDevice/nbd, doc/proto.md. Sections by their headings: "Fixed newstyle negotiation" and "Transmission phase".

const NEGOTIATION = 'Fixed-newstyle-negotiation';
const TRANSMISSION = 'Transmission-phase';

const HAVE_OPTION = ascii('IHAVEOPT');

/** What a server says first. "Fixed newstyle negotiation". */
export const nbdGreeting = struct('nbdGreeting', 18, [
  field('magic', literal(...ascii('NBDMAGIC')), NEGOTIATION),
  field('haveOption', literal(...HAVE_OPTION), NEGOTIATION),
  field('flags', u16be, NEGOTIATION),
]);

/** "Handshake flags": `NBD_FLAG_FIXED_NEWSTYLE` and `NBD_FLAG_NO_ZEROES`. */
export const NBD_FIXED_NEWSTYLE = 1;
export const NBD_NO_ZEROES = 2;

/** "Fixed newstyle negotiation"; its data follows. */
export const nbdOption = struct('nbdOption', 16, [
  field('haveOption', literal(...HAVE_OPTION), NEGOTIATION),
  field('option', u32be, NEGOTIATION),
  field('lengthBytes', u32be, NEGOTIATION),
]);

/** "Option types". */
export const NBD_OPTION = { exportName: 1, abort: 2, info: 6, go: 7 } as const;

/** "Fixed newstyle negotiation"; its data follows. */
export const nbdOptionReply = struct('nbdOptionReply', 20, [
  field('magic', literal(0x00, 0x03, 0xe8, 0x89, 0x04, 0x55, 0x65, 0xa9), NEGOTIATION),
  field('option', u32be, NEGOTIATION),
  field('reply', u32be, NEGOTIATION),
  field('lengthBytes', u32be, NEGOTIATION),
]);

/** "Option reply types". */
export const NBD_REPLY = { ack: 1, info: 3, unsupported: 0x80000001 } as const;

/** `NBD_INFO_EXPORT` of "NBD_OPT_INFO and NBD_OPT_GO". */
export const nbdExportInfo = struct('nbdExportInfo', 12, [
  field('info', u16be, 'NBD_REP_INFO'),
  field('sizeBytes', u64be, 'NBD_INFO_EXPORT'),
  field('flags', u16be, 'NBD_INFO_EXPORT'),
]);

/** The answer to `NBD_OPT_EXPORT_NAME`. */
export const nbdExport = struct('nbdExport', 10, [
  field('sizeBytes', u64be, 'NBD_OPT_EXPORT_NAME'),
  field('flags', u16be, 'NBD_OPT_EXPORT_NAME'),
]);
/** Behind it, unless both sides agreed to leave them out. */
export const NBD_EXPORT_ZEROS = 124;

/** "Transmission flags": `NBD_FLAG_HAS_FLAGS`, `NBD_FLAG_READ_ONLY`, `NBD_FLAG_CAN_MULTI_CONN` is not among them. */
export const NBD_READ_ONLY_EXPORT = 1 | 2;

/** "Request message". */
export const nbdRequest = struct('nbdRequest', 28, [
  field('magic', literal(0x25, 0x60, 0x95, 0x13), TRANSMISSION),
  field('flags', u16be, TRANSMISSION),
  field('type', u16be, TRANSMISSION),
  field('cookieHigh', u32be, TRANSMISSION),
  field('cookieLow', u32be, TRANSMISSION),
  field('atByte', u64be, TRANSMISSION),
  field('lengthBytes', u32be, TRANSMISSION),
]);
export type NbdRequest = ValueOf<typeof nbdRequest>;

/** "Request types". */
export const NBD_COMMAND = { read: 0, write: 1, disconnect: 2 } as const;

/** "Simple reply message". */
export const nbdSimpleReply = struct('nbdSimpleReply', 16, [
  field('magic', literal(0x67, 0x44, 0x66, 0x98), TRANSMISSION),
  field('error', u32be, TRANSMISSION),
  field('cookieHigh', u32be, TRANSMISSION),
  field('cookieLow', u32be, TRANSMISSION),
]);

/** "Error values". */
export const NBD_ERROR = { none: 0, notPermitted: 1, io: 5, invalid: 22 } as const;
