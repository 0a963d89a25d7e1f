import { join } from 'node:path';
import { exitCodes } from '../../engine/contract/failure/exit-codes.ts';
import type { PlanTarget } from '../../engine/contract/plan/plan.ts';
import type { Asked, Task, Values } from '../../tasks/task.ts';
import { tasks } from '../../tasks/tasks.ts';
import type { Face, PracticeBench } from '../face.ts';
import { follow } from '../follow.ts';
import type { CommonOptions } from '../given.ts';
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
  const madeAt = Math.floor(face.nowMs() / 1000);
  const folder = { kind: 'folder', path: bench.sampleFolder } as const;
  const output = { path: isoPath, replace: false };
  const values = fixedTime(face);
  const made = await carryOut(tasks.make, { source: folder, output, values, madeAt }, options, onBench);
  if (made !== exitCodes.done) return made;
  const source = { kind: 'image', path: isoPath } as const;
  const asked = { source, targets: await firstStick(bench), values: {}, madeAt };
  return carryOut(tasks.write, asked, options, onBench);
}

async function carryOut(task: Task, asked: Asked, options: CommonOptions, face: Face): Promise<number> {
  const plan = task.plan(asked);
  if (plan === undefined) throw new Error(`the practice bench cannot ${task.id}`);
  return follow(plan, options, face);
}

/** The sample image is the same every time where the environment wants that. */
function fixedTime({ environment }: Face): Values {
  const fixed = environment.SOURCE_DATE_EPOCH;
  return fixed ? { fixedTime: fixed } : {};
}

async function firstStick({ machine }: PracticeBench): Promise<PlanTarget[]> {
  const [stick] = await machine.listDrives();
  if (!stick) throw new Error('the practice bench has no drive');
  return [{ kind: 'file', path: stick.path, sizeBytes: stick.sizeBytes }];
}
