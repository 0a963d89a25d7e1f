import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecodeError } from '../../../../../src/engine/bytes/codec/codec.ts';
import * as commands from '../../../../../src/engine/bytes/formats/mmc/commands.ts';
import { decodeConfiguration } from '../../../../../src/engine/bytes/formats/mmc/configuration.ts';
import { encodeCueSheet, encodeLayerBreak } from '../../../../../src/engine/bytes/formats/mmc/cue-sheet.ts';
import { decodeDiscInformation } from '../../../../../src/engine/bytes/formats/mmc/disc-information.ts';
import {
  decodeFormatCapacities,
  encodeFormat,
} from '../../../../../src/engine/bytes/formats/mmc/format-capacities.ts';
import { decodeInquiry, decodeSerial } from '../../../../../src/engine/bytes/formats/mmc/inquiry.ts';
import {
  decodeBufferCapacity,
  decodeWriteSpeeds,
  encodeStreaming,
} from '../../../../../src/engine/bytes/formats/mmc/performance.ts';
import { decodeSense, senseText } from '../../../../../src/engine/bytes/formats/mmc/sense.ts';
import { decodeTrackInformation } from '../../../../../src/engine/bytes/formats/mmc/track-information.ts';
import { encodeWriteParameters } from '../../../../../src/engine/bytes/formats/mmc/write-parameters.ts';
import type { ScsiCommand } from '../../../../../src/engine/contract/ports/scsi.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const hexOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');

describe('replies', () => {
  test('the configuration: profile and features, as long as it says itself', () => {
    const reply = hex('00000010 0000 001b 002b 01 00 0107 15 04 1f000000 ffff');
    expect(() => decodeConfiguration(hex('0000000c0000001b 002b0108'))).toThrow(DecodeError);
    expect(decodeConfiguration(reply)).toMatchObject({
      profile: 0x1b,
      features: [
        { code: 0x2b, isCurrent: true },
        { code: 0x107, data: { length: 4 } },
      ],
    });
  });

  test('disc information: numbers of two bytes lie apart', () => {
    const reply = new Uint8Array(34);
    reply.set([0, 32, 0x1d, 1, 2, 3, 4, 0x23, 0, 1, 1, 1]);
    expect(decodeDiscInformation(reply)).toEqual({
      status: 'incomplete',
      lastSession: 'complete',
      isErasable: true,
      sessions: 258,
      firstTrackOfLastSession: 259,
      tracks: 260,
      backgroundFormat: 'complete',
    });
  });

  test('track information: the next address counts only where it is valid', () => {
    const reply = new Uint8Array(48);
    reply.set([0, 46, 1, 1, 0, 7, 0x40, 1]);
    reply.set([0, 0, 0, 16, 0, 0, 0, 32, 0, 0, 1, 0], 8);
    expect(decodeTrackInformation(reply)).toMatchObject({
      startBlock: 16,
      nextBlock: 32,
      freeBlocks: 256,
      isBlank: true,
    });
    reply[7] = 0;
    expect(decodeTrackInformation(reply).nextBlock).toBeUndefined();
  });

  test('formats: types and parameters are parts of one word', () => {
    expect(decodeFormatCapacities(hex('00000010 00001000 02000800 00002000 98000010'))).toEqual({
      current: 'formatted',
      currentBlocks: 4096,
      formats: [{ blocks: 8192, type: 0x26, parameter: 16 }],
    });
  });

  test('speeds: the fastest first, each once', () => {
    const one = (kBps: string): string => `00000000 00001000 00000000 ${kBps}`;
    const reply = hex(`00000034 00000000 ${one('0000056a')} ${one('00002b48')} ${one('0000056a')}`);
    expect(decodeWriteSpeeds(reply)).toEqual([11080, 1386]);
  });

  test('the buffer, the make, the serial', () => {
    expect(decodeBufferCapacity(hex('000a0000 00200000 00100000'))).toEqual({
      sizeBytes: 2 << 20,
      freeBytes: 1 << 20,
    });
    const inquiry = new Uint8Array(36).fill(0x20);
    inquiry.set([5, 0x80, 5, 2], 0);
    inquiry.set(Buffer.from('MAKER'), 8);
    expect(decodeInquiry(inquiry)).toEqual({ isOptical: true, vendor: 'MAKER', model: '' });
    expect(decodeSerial(hex('0580 0004 4142 0143'))).toBe('ABC');
  });

  const decoders = [
    decodeConfiguration,
    decodeDiscInformation,
    decodeTrackInformation,
    decodeFormatCapacities,
    decodeWriteSpeeds,
    decodeBufferCapacity,
    decodeInquiry,
    decodeSerial,
  ];
  test.each(decoders)('whatever bytes a drive gives, they are read or refused: %o', (decode) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
    );
  });

  test('sense is read in both forms, and never refused', () => {
    const fixed = hex('f0 00 03 00000384 0a 00000000 0c 00 00 00 0000');
    expect(decodeSense(fixed)).toEqual({ key: 3, asc: 0x0c, ascq: 0, block: 900 });
    expect(decodeSense(hex('70 00 02 00000000 0a 00000000 04 08 00 80 4000'))).toEqual({
      key: 2,
      asc: 4,
      ascq: 8,
      progress: 0.25,
    });
    expect(decodeSense(hex('72 03 11 05 000000 0c 00 0a 80 00 0000000000000280'))).toEqual({
      key: 3,
      asc: 0x11,
      ascq: 5,
      block: 640,
    });
    expect(senseText({ key: 3, asc: 0x0c, ascq: 0 })).toBe('3/0C/00');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const { key } = decodeSense(bytes);
        return key >= 0 && key <= 15;
      }),
    );
  });
});

describe('parameters', () => {
  test('a cue sheet of one data track, as wodim sends it', () => {
    // 1001 blocks end at 1151 frames: 00:15:26.
    expect(hexOf(encodeCueSheet(1001))).toBe(
      '4100001400000000' + '4101001000000000' + '4101011000000200' + '41aa011400000f1a',
    );
  });

  test('the write parameters page keeps what is not meant, and no saveable bit', () => {
    const told = new Uint8Array(60);
    told.set([0, 58, 0, 0, 0, 0, 0, 0, 0x85, 0x32, 0xff, 0xff, 0xff, 0xff]);
    told[8 + 14] = 0x77;
    const page = encodeWriteParameters(told, {
      type: 'session-at-once',
      isTest: false,
      isOpen: false,
      isDvd: false,
    });
    expect(hexOf(page.subarray(0, 14))).toBe('0000000000000000' + '053242040800');
    expect(page[8 + 14]).toBe(0x77);
    const packets = encodeWriteParameters(told, { type: 'packet', isTest: true, isOpen: true, isDvd: true });
    expect(hexOf(packets.subarray(8, 14))).toBe('053270e50810');
    expect(() =>
      encodeWriteParameters(told.subarray(0, 20), {
        type: 'packet',
        isTest: false,
        isOpen: false,
        isDvd: false,
      }),
    ).toThrow(DecodeError);
  });

  test('format, speed and layer break', () => {
    expect(hexOf(encodeFormat({ blocks: 0xffffffff, type: 0x26, parameter: 0 }))).toBe(
      '00020008ffffffff98000000',
    );
    expect(hexOf(encodeStreaming({ kBps: 11080, readKBps: 22160 }, 4096))).toBe(
      '0000000000000000' + '00000fff' + '00005690' + '000003e8' + '00002b48' + '000003e8',
    );
    expect(hexOf(encodeLayerBreak(1008))).toBe('000a0000' + '00000000' + '000003f0');
  });
});

/** Lengths of commands by the group of their code. SAM-5 §5.2, SPC-4 §4.3. */
const BYTES = [6, 10, 10, 0, 16, 12, 0, 0];
const every: readonly ScsiCommand[] = [
  commands.testUnitReady(),
  commands.inquiry(),
  commands.inquirySerial(),
  commands.getConfiguration(),
  commands.readDiscInformation(),
  commands.readTrackInformation(1),
  commands.readFormatCapacities(),
  commands.getWriteSpeeds(),
  commands.readBufferCapacity(),
  commands.senseWriteParameters(),
  commands.selectParameters(new Uint8Array(60)),
  commands.setStreaming(new Uint8Array(28)),
  commands.setCdSpeed(4234),
  commands.sendCueSheet(new Uint8Array(32)),
  commands.sendLayerBreak(new Uint8Array(12)),
  commands.sendOpc(),
  commands.reserveTrack(1008),
  commands.blankDisc('quick'),
  commands.formatUnit(new Uint8Array(12)),
  commands.writeBlocks(-150, new Uint8Array(4096)),
  commands.readBlocks(16, 2),
  commands.synchronizeCache(),
  commands.closeTrackSession(commands.CLOSE_FOR_GOOD, 0),
  commands.preventRemoval(true),
  commands.openTray(),
];

test.each(every)('each command is as long as its group: %o', ({ cdb, direction, out, inBytes }) => {
  expect(cdb.length).toBe(BYTES[(cdb[0] ?? 0) >> 5]);
  expect([out !== undefined, inBytes !== undefined]).toEqual([direction === 'out', direction === 'in']);
});

test('a place before the first block of a CD is a negative one', () => {
  expect(hexOf(commands.writeBlocks(-150, new Uint8Array(4096)).cdb)).toBe('2a00ffffff6a00000200');
});
