import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demandNode } from '../../author/recovery/own-program.ts';
import { withoutPackages } from '../../author/recovery/parts.ts';
import { partsWith, recoveryFolder } from '../../author/recovery/recovery-folder.ts';
import { authorOptions, type RecoveryPlan } from '../../contract/plan/plan.ts';
import { writeSafely } from '../../host/files/write-safely.ts';
import { keptPackagesFolder, largeScratchFolder } from '../../host/state/kept-packages.ts';
import { aptFolders } from '../../read/packages/apt-repositories.ts';
import { type FetchedPackage, fetchPackages } from '../../read/packages/fetch-packages.ts';
import { type FoundPackages, findPackages } from '../../read/packages/find-packages.ts';
import { lockText } from '../../read/packages/lock-file.ts';
import { demandOutput } from '../steps/demand-output.ts';
import type { Ending, JobContext } from '../steps/job-context.ts';
import { makeImage } from '../steps/make-image.ts';
import { openFolder } from '../steps/open-source.ts';

/** Packages of a distribution → an image that starts this program. Nothing is written before every package was held against its SHA-256. */
export async function runRecovery(plan: RecoveryPlan, context: JobContext): Promise<Ending> {
  const { signal } = context;
  // Minutes pass before the file is made, and the Node is put into it.
  await demandOutput(plan);
  const node = plan.node ?? process.execPath;
  await demandNode(node);
  const names = [...new Set(partsWith(plan.with ?? []).map((part) => part.package))];
  context.onFact({ event: 'phase', phase: 'read' });
  const wanted = { names, without: withoutPackages };
  const found = await findPackages({ ...plan, folder: plan.packages }, wanted, signal);
  if (context.dryRun) return { report: {}, proved: false };
  const packages = await fetched(found, plan, context);
  if (plan.lock !== undefined && !found.isLocked) await writeSafely(plan.lock, lockText(packages));
  const room = await largeScratchFolder();
  try {
    return await made({ ...plan, node }, packages, room, context);
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}

function fetched(found: FoundPackages, plan: RecoveryPlan, context: JobContext): Promise<FetchedPackage[]> {
  const totalBytes = found.packages.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  context.onFact({ event: 'phase', phase: 'read', totalBytes });
  return fetchPackages(found.packages, {
    folder: plan.packages,
    archives: aptFolders.archives,
    kept: keptPackagesFolder(),
    mirrors: found.mirrors,
    signal: context.signal,
    onDone: (doneBytes) => context.onFact({ event: 'progress', phase: 'read', doneBytes }),
  });
}

async function made(
  plan: RecoveryPlan & { readonly node: string },
  packages: readonly FetchedPackage[],
  room: string,
  context: JobContext,
): Promise<Ending> {
  context.onFact({ event: 'phase', phase: 'plan' });
  const folder = await recoveryFolder(room, {
    packages,
    extras: plan.with ?? [],
    node: plan.node,
    here: dirname(fileURLToPath(import.meta.url)),
    seconds: plan.fixedTime,
    level: plan.level,
    signal: context.signal,
    onDone: (doneBytes) => context.onFact({ event: 'progress', phase: 'plan', doneBytes }),
  });
  const author = authorOptions.parse({
    label: 'RECOVERY',
    fixedTime: plan.fixedTime,
    madeAt: plan.fixedTime,
  });
  const source = { kind: 'folder', path: folder, author } as const;
  const make = { v: 1, do: 'make', source, output: plan.output, verify: true } as const;
  const { report, ...ending } = await makeImage(
    make,
    () => openFolder(source, { ...context, plan: make }, { plainOwners: true }),
    context,
  );
  // The folder is gone by then.
  const { source: _, ...rest } = report;
  return { ...ending, report: rest };
}
