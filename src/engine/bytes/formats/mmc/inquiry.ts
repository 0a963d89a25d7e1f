import { demandBytes, viewOf } from './reply.ts';

/** The kind of device that takes these commands. SPC-4 table 144. */
const CD_DEVICE = 5;

export interface DriveIdentity {
  readonly isOptical: boolean;
  readonly vendor: string;
  readonly model: string;
}

/** Reply of INQUIRY. SPC-4 §6.6.2. @throws DecodeError for a reply that is cut off */
export function decodeInquiry(bytes: Uint8Array): DriveIdentity {
  demandBytes(bytes, 36, 'inquiry', 'SPC-4 §6.6.2');
  return {
    isOptical: ((bytes[0] ?? 0) & 0x1f) === CD_DEVICE,
    vendor: textOf(bytes.subarray(8, 16)),
    model: textOf(bytes.subarray(16, 32)),
  };
}

/** Page 80h. SPC-4 §7.8.15. @throws DecodeError for a reply that is cut off */
export function decodeSerial(bytes: Uint8Array): string {
  demandBytes(bytes, 4, 'serial-number', 'SPC-4 §7.8.15');
  const lengthBytes = viewOf(bytes).getUint16(2);
  demandBytes(bytes, 4 + lengthBytes, 'serial-number', 'SPC-4 §7.8.15');
  return textOf(bytes.subarray(4, 4 + lengthBytes));
}

/** Printable ASCII; whatever else a drive says is left out. */
function textOf(bytes: Uint8Array): string {
  return [...bytes]
    .filter((byte) => byte >= 0x20 && byte < 0x7f)
    .map((byte) => String.fromCharCode(byte))
    .join('')
    .trim();
}
