import '../engine/contract/plan/plain-schemas.ts';
import { Socket } from 'node:net';
import { isImage } from '../engine/contract/ports/image.ts';
import { openSource } from '../engine/read/open/open-source.ts';
import { partOf } from '../engine/read/open/partition-image.ts';
import { serveNbd } from '../engine/read/serve/serve-nbd.ts';

/** Serves what is in an image to the program that started this one (`nbdfuse --command`), until that ends. */
export async function runServer([path = '', startByte, lengthBytes]: readonly string[]): Promise<number> {
  // It ends with its client, and not with the terminal of whoever mounted something.
  for (const signal of ['SIGHUP', 'SIGINT'] as const) process.on(signal, () => undefined);
  const source = await openSource(path, { unchecked: true, asDrive: true });
  if (!isImage(source)) return 1;
  const part = partOf(source, { startByte: Number(startByte), lengthBytes: Number(lengthBytes) });
  if (!part) return 1;
  const connection = new Socket({ fd: 0 });
  connection.on('error', () => undefined);
  await serveNbd(part, connection, connection);
  await source.close();
  return 0;
}
