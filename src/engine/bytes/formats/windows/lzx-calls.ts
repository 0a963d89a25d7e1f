const CALL = 0xe8;
const CALL_BYTES = 5;
/** So many at the end are left alone. */
const END_BYTES = 10;
/** What is taken for the length of the file, always. */
const FILE_BYTES = 12_000_000;

/** Before packing, the targets of calls were made absolute; here they become relative again, in place. [MS-PATCH] §2.3, wimlib. */
export function untranslateCalls(out: Uint8Array): void {
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  const end = out.length - END_BYTES;
  for (let at = out.indexOf(CALL); at >= 0 && at < end; at = out.indexOf(CALL, at + CALL_BYTES)) {
    const target = view.getInt32(at + 1, true);
    if (target < -at || target >= FILE_BYTES) continue;
    view.setInt32(at + 1, target >= 0 ? target - at : target + FILE_BYTES, true);
  }
}
