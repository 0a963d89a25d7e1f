import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { planFat } from '../../bytes/formats/fat/image.ts';
import { FileWriter } from './file-writer.ts';
import type { TakenFile } from './take-files.ts';

/** A FAT volume with these files in `EFI/BOOT`: what UEFI looks for on a medium that can be taken out. UEFI 2.10 §13.3.1.3 */
export async function writeEfiVolume(
  path: string,
  files: ReadonlyMap<string, TakenFile>,
  seconds: number,
): Promise<void> {
  const modifiedAt = seconds;
  const entries = [...files].map(([name, file]) => ({
    name,
    modifiedAt,
    sizeBytes: file.sizeBytes,
    content: file,
  }));
  const boot = { name: 'BOOT', modifiedAt, entries };
  const efi = { name: 'EFI', modifiedAt, entries: [boot] };
  const volume = planFat(
    { name: '', modifiedAt, entries: [efi] },
    { label: 'RECOVERY', serial: seconds >>> 0 },
  );
  await mkdir(dirname(path), { recursive: true });
  const file = await FileWriter.create(path);
  try {
    for (const run of volume.runs(0))
      await file.writeAt('bytes' in run ? run.bytes : await readFile(run.content.path), run.atByte);
    // A file ends at its last byte, whatever was written before.
    await file.writeAt(new Uint8Array(1), volume.sizeBytes - 1);
  } finally {
    await file.close();
  }
}
