import { planFat } from '../../../src/engine/bytes/formats/fat/image.ts';
import type { FatFolder } from '../../../src/engine/bytes/formats/fat/tree.ts';

const folder = (name: string, ...entries: FatFolder<never>['entries']) => ({ name, modifiedAt: 0, entries });

/** A FAT volume with a loader at EFI/BOOT, and with `fillerBytes` of something in front of it. */
export function efiVolume(program: Uint8Array, name = 'BOOTX64.EFI', fillerBytes = 0): Buffer {
  const file = (fileName: string, content: Uint8Array) => ({
    name: fileName,
    modifiedAt: 0,
    sizeBytes: content.length,
    content,
  });
  const filler = fillerBytes === 0 ? [] : [file('A.BIN', new Uint8Array(fillerBytes).fill(1))];
  const boot = folder('BOOT', ...filler, file(name, program));
  const image = planFat<never>(folder('', folder('EFI', boot)), { label: 'EFI', serial: 1 });
  const bytes = Buffer.alloc(image.sizeBytes);
  for (const run of image.runs(0)) if ('bytes' in run) bytes.set(run.bytes, run.atByte);
  return bytes;
}
