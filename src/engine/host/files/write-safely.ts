import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a small file that is there whole or not at all, also after a power cut or on a full disk. */
export async function writeSafely(path: string, text: string): Promise<void> {
  try {
    const part = await open(`${path}.part`, 'w', 0o600);
    try {
      await part.writeFile(`${text}\n`);
      await part.sync();
    } finally {
      await part.close();
    }
    await rename(`${path}.part`, path);
  } catch (error) {
    await rm(`${path}.part`, { force: true }).catch(() => undefined);
    throw error;
  }
  const folder = await open(dirname(path), 'r');
  await folder.sync().catch(() => undefined);
  await folder.close();
}
