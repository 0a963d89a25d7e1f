import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../engine/contract/failure/failure.ts';
import type { Drive } from '../../engine/contract/ports/drive.ts';
import type { DriveNeed, Machine } from '../../engine/contract/ports/machine.ts';
import type { PracticeBench } from '../face.ts';
import { makeSampleFolder, makeSampleImage } from './samples.ts';

const MIB = 1 << 20;
const virtualDrives = [
  { file: 'stick-64M.img', model: 'Practice stick', serial: 'PRACTICE-64', sizeBytes: 64 * MIB },
  { file: 'stick-2M.img', model: 'Tiny practice stick', serial: 'PRACTICE-2', sizeBytes: 2 * MIB },
];

/** Makes a sample folder, a sample image and virtual drives in a new temporary folder. */
export async function makeBench(): Promise<PracticeBench> {
  const folder = await mkdtemp(join(tmpdir(), 'isowright-practice-'));
  for (const { file, sizeBytes } of virtualDrives) {
    await writeFile(join(folder, file), '');
    await truncate(join(folder, file), sizeBytes);
  }
  await makeSampleImage(folder);
  return { folder, sampleFolder: await makeSampleFolder(folder), machine: benchMachine(folder) };
}

export async function removeBench({ folder }: PracticeBench): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** A machine whose only drives are the bench's files. */
function benchMachine(folder: string): Machine {
  return {
    listDrives: async (need = {}) =>
      Promise.all(virtualDrives.map((drive) => describe(join(folder, drive.file), drive, need))),
    openDrive: async (path) => {
      throw new Failure('target-missing', { target: path });
    },
    unmount: async () => [],
    isPrivileged: () => true,
    elevate: () => undefined,
    signature: async () => 'practice',
  };
}

async function describe(
  path: string,
  { model, serial, file }: (typeof virtualDrives)[number],
  need: DriveNeed,
): Promise<Drive> {
  const { size, blocks } = await stat(path);
  const tooSmall = (need.sizeBytes ?? 0) > size;
  return {
    path,
    name: file.replace('.img', ''),
    kind: 'virtual',
    sizeBytes: size,
    sectorBytes: 512,
    model,
    serial,
    transport: 'file',
    removable: true,
    readOnly: false,
    ids: [],
    parts: [],
    // What was written in practice is no file system that anybody looked for.
    content: { kind: blocks === 0 ? 'blank' : 'data' },
    refusals: [
      ...(need.sourcePath === path
        ? [{ code: 'source-on-it' as const, facts: { reason: 'is-source' as const, path } }]
        : []),
      ...(tooSmall
        ? [
            {
              code: 'too-small' as const,
              facts: { reason: 'too-small' as const, haveBytes: size, needBytes: need.sizeBytes ?? 0 },
            },
          ]
        : []),
    ],
    warnings: [],
  };
}
