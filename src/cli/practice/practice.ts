import { join } from 'node:path';
import type { MakePlan, WritePlan } from '../../engine/plan/plan.ts';
import { exitCodes } from '../../engine/words/exit-codes.ts';
import type { CommonOptions, Face, PracticeBench } from '../face.ts';
import { follow } from '../follow.ts';
import { authoredOf } from '../sources.ts';
import { makeBench, removeBench } from './bench.ts';

/** `isowright practice`: the wizard on the practice bench, or the whole job in lines where there is no terminal. */
export async function practice(options: CommonOptions, face: Face): Promise<number> {
  const bench = await makeBench();
  try {
    const inLines = options.plain || options.json || !face.wizard;
    return inLines ? await practiceJob(bench, options, face) : await face.wizard({ bench });
  } finally {
    await removeBench(bench);
  }
}

/** Sample folder → ISO → virtual drive, both verified. */
async function practiceJob(bench: PracticeBench, options: CommonOptions, face: Face): Promise<number> {
  const isoPath = join(bench.folder, 'practice-1.0.iso');
  const onBench = { ...face, machine: bench.machine, isPractice: true };
  const made = await follow(await makePlan(bench, isoPath, face), options, onBench);
  if (made !== exitCodes.done) return made;
  return follow(await writePlan(bench, isoPath), options, onBench);
}

async function makePlan(bench: PracticeBench, isoPath: string, face: Face): Promise<MakePlan> {
  const source = await authoredOf(bench.sampleFolder, {}, face);
  return { v: 1, do: 'make', source, output: { path: isoPath, replace: false }, verify: true };
}

async function writePlan(bench: PracticeBench, isoPath: string): Promise<WritePlan> {
  const [stick] = await bench.machine.listDrives();
  if (!stick) throw new Error('the practice bench has no drive');
  return {
    v: 1,
    do: 'write',
    source: { kind: 'image', path: isoPath },
    targets: [{ kind: 'file', path: stick.path, sizeBytes: stick.sizeBytes }],
    verify: true,
  };
}
