import { realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Failure } from '../engine/contract/failure/failure.ts';
import type { PlanTarget } from '../engine/contract/plan/plan.ts';
import type { Drive } from '../engine/contract/ports/drive.ts';
import type { DriveNeed } from '../engine/contract/ports/machine.ts';
import { refusalFailure } from '../engine/contract/ports/refusal-failure.ts';
import { keyOf, refuseUsed } from '../engine/jobs/steps/refuse-used.ts';
import { unpacksBeyond } from '../engine/read/open/read-beyond.ts';
import { driveTarget } from '../tasks/drive-target.ts';
import type { targetFlags } from '../tasks/flags.ts';
import type { Table } from '../words/en/table.ts';
import { t } from '../words/language.ts';
import { spokenFailure, usageFailure } from '../words/spoken-failure.ts';
import { absolutePath } from './absolute-path.ts';
import { demandWord } from './blank-words.ts';
import type { Face, Outlook } from './face.ts';
import type { Given } from './given.ts';
import { bytesOf, compareIdentity, type Expected, expectations } from './identity.ts';

type TargetFlags = Given<(typeof targetFlags)[number]>;

/** A target as a plan names it, and the drive behind it when it is one. */
export interface ResolvedTarget {
  readonly plan: PlanTarget;
  readonly drive?: Drive;
}

const BY_ID = '/dev/disk/by-id/';

/**
 * Turns the paths given into targets that are identified and allowed.
 *
 * @throws Failure `usage`, `target-missing`, `target-refused`, `identity-mismatch`, and what a refused drive stands for
 */
export async function resolveTargets(
  paths: readonly string[],
  flags: TargetFlags,
  need: DriveNeed,
  face: Face,
): Promise<ResolvedTarget[]> {
  const sizes = expectations(flags.expectSize, paths, 'size');
  const serials = expectations(flags.expectSerial, paths, 'serial');
  if (flags.yes)
    for (const [index, path] of paths.entries()) mustIdentify(path, sizes[index], serials[index]);
  const drives = flags.fileTarget ? [] : await face.machine.listDrives(need);
  const resolved: ResolvedTarget[] = [];
  for (const [index, path] of paths.entries()) {
    const expect = { size: bytesOf(sizes[index]), serial: serials[index] };
    const absolute = absolutePath(path, face);
    resolved.push(
      flags.fileTarget
        ? await resolveFile(absolute, expect, need, face)
        : await resolveDrive(absolute, expect, drives, need, flags.unmount ?? false),
    );
  }
  refuseTwice(resolved);
  await refuseSameFile(resolved);
  return resolved;
}

/** A virtual drive; its size is its identity. */
async function resolveFile(
  path: string,
  expect: Expected,
  { sourcePath }: DriveNeed,
  { machine }: Face,
): Promise<ResolvedTarget> {
  const { size: sizeBytes } = await stat(path).catch(() => {
    throw new Failure('target-missing', { target: path });
  });
  compareIdentity(path, { sizeBytes, serial: '' }, expect);
  const key = await keyOf(path);
  if (sourcePath !== undefined && key !== undefined && key === (await keyOf(sourcePath)))
    throw new Failure('source-on-target', { source: sourcePath, target: path });
  if (key !== undefined) await refuseUsed(path, { key, sizeBytes }, machine);
  return { plan: { kind: 'file', path, sizeBytes } };
}

async function resolveDrive(
  path: string,
  expect: Expected,
  drives: readonly Drive[],
  need: DriveNeed,
  unmount: boolean,
): Promise<ResolvedTarget> {
  const device = await realpath(path).catch(() => {
    throw new Failure('target-missing', { target: path });
  });
  const drive = drives.find((candidate) => candidate.path === device);
  if (!drive) throw await noDrive(path, device, drives);
  compareIdentity(path, drive, expect, drives);
  const all = drive.refusals.filter(({ code }) => code !== 'mounted' || !unmount);
  const isSmall =
    all.some(({ code }) => code === 'too-small') && (await isReallySmall(need, drive.sizeBytes));
  const refusal = all.find(({ code }) => code !== 'too-small' || isSmall);
  if (refusal) throw refusalFailure(drive, refusal, { needBytes: need.sizeBytes, isLeast: need.isLeast });
  const isMounted = drive.refusals.length > 0;
  return { plan: driveTarget(drive, { unmount: isMounted && unmount }), drive };
}

/** What only seems too large may be cut off, or have something behind its end. @throws Failure of the source */
async function isReallySmall({ sourcePath, isLeast }: DriveNeed, haveBytes: number): Promise<boolean> {
  return !isLeast || sourcePath === undefined || unpacksBeyond(sourcePath, haveBytes);
}

/** `--yes` without knowing which drive would be a question answered for somebody else's disk. */
function mustIdentify(path: string, size: string | undefined, serial: string | undefined): void {
  if (isById(path) || size !== undefined || serial !== undefined) return;
  throw usageFailure(() => t().cli.usage.yesNeeds(path, BY_ID));
}

/** A link that udev made of a drive's own name, and no way through the folder to elsewhere. */
function isById(path: string): boolean {
  return path.startsWith(BY_ID) && dirname(resolve(path)) === BY_ID.slice(0, -1) && resolve(path) === path;
}

async function noDrive(path: string, device: string, drives: readonly Drive[]): Promise<Failure> {
  const whole = drives.find(({ parts }) => parts.some((part) => part.path === device));
  if (whole) return refused(path, 'partition', whole.path);
  const found = await stat(device);
  if (found.isFile()) return refused(path, 'file');
  return refused(path, found.isBlockDevice() ? 'not-listed' : 'no-device');
}

function refused(target: string, refusal: keyof Table['cli']['noTarget'], whole = ''): Failure {
  return spokenFailure('target-refused', () => ({
    target,
    refusal,
    reason: t().cli.noTarget[refusal](whole),
  }));
}

function refuseTwice(resolved: readonly ResolvedTarget[]): void {
  const paths = resolved.map(({ plan }) => plan.path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw usageFailure(() => t().cli.usage.namedTwice(twice));
}

/** One file under two names: the second would overwrite the first. */
async function refuseSameFile(resolved: readonly ResolvedTarget[]): Promise<void> {
  const paths = resolved.flatMap(({ plan }) => (plan.kind === 'file' ? [plan.path] : []));
  const keys = await Promise.all(paths.map(keyOf));
  const again = keys.findIndex((key, index) => key !== undefined && keys.indexOf(key) < index);
  if (again < 0) return;
  const [first = '', second = ''] = [paths[keys.indexOf(keys[again])], paths[again]];
  throw usageFailure(() => t().cli.usage.sameFile(first, second));
}

/** Targets to read from: a file is taken as one, and a drive in use is no reason to refuse. */
export async function readTargets(
  paths: readonly string[],
  flags: Given<'fileRead'>,
  face: Outlook,
): Promise<ResolvedTarget[]> {
  const drives = paths.length > 0 && !flags.fileRead ? await face.machine.listDrives() : [];
  return Promise.all(
    paths.map(async (path) => ({ plan: await readTarget(absolutePath(path, face), drives) })),
  );
}

async function readTarget(path: string, drives: readonly Drive[]): Promise<PlanTarget> {
  const device = await realpath(path).catch(() => {
    throw new Failure('target-missing', { target: path });
  });
  const drive = drives.find((candidate) => candidate.path === device);
  if (drive) return driveTarget(drive);
  const found = await stat(device);
  if (found.isFile()) return { kind: 'file', path, sizeBytes: found.size };
  throw await noDrive(path, device, drives);
}

/** Gives targets that get an image of their own theirs; `TARGET=IMAGE`. @throws Failure `usage` */
export function withImages(
  resolved: readonly ResolvedTarget[],
  paths: readonly string[],
  given: readonly string[] = [],
  face: Face,
): ResolvedTarget[] {
  const images = new Map(given.map((text) => imageFor(text, face)));
  const unknown = [...images.keys()].find((target) => !paths.includes(target));
  if (unknown !== undefined) throw usageFailure(() => t().cli.usage.imageForNone(unknown));
  return resolved.map((target, index) => {
    const image = images.get(paths[index] ?? '');
    return image === undefined ? target : { ...target, plan: { ...target.plan, image } };
  });
}

function imageFor(text: string, face: Face): readonly [target: string, image: string] {
  const [, target = '', image = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (image === '') throw usageFailure(() => t().cli.usage.imageFor(text));
  return [target, absolutePath(demandWord('--image-for', image), face)];
}
