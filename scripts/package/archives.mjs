// Archives as a Debian package wants them, the same bytes whoever makes them and when.
const BLOCK = 512;

/** @param entries `{path, mode, bytes?}` in order; a folder has no bytes and a name that ends in `/` @returns ustar (POSIX.1-1988) */
export function tar(entries, atSeconds) {
  const parts = entries.flatMap(({ path, mode, bytes }) => [
    tarHeader(path, mode, bytes?.length ?? 0, bytes ? '0' : '5', atSeconds),
    ...(bytes ? [bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)] : []),
  ]);
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function tarHeader(path, mode, sizeBytes, kind, atSeconds) {
  if (Buffer.byteLength(path) > 100) throw new Error(`${path} is too long for ustar`);
  const header = Buffer.alloc(BLOCK);
  header.write(path, 0);
  const octal = (value, at, digits) => header.write(`${value.toString(8).padStart(digits, '0')}\0`, at);
  octal(mode, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(sizeBytes, 124, 11);
  octal(atSeconds, 136, 11);
  header.write('        ', 148);
  header.write(kind, 156);
  header.write('ustar\x0000', 257);
  header.write('root', 265);
  header.write('root', 297);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** @param members `{name, bytes}` @returns a common archive, as deb(5) describes it */
export function ar(members, atSeconds) {
  const parts = members.flatMap(({ name, bytes }) => [
    Buffer.from(
      `${name.padEnd(16)}${String(atSeconds).padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(bytes.length).padEnd(10)}\`\n`,
      'latin1',
    ),
    bytes,
    ...(bytes.length % 2 ? [Buffer.from('\n')] : []),
  ]);
  return Buffer.concat([Buffer.from('!<arch>\n'), ...parts]);
}
