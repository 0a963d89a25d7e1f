import { realpath, stat } from 'node:fs/promises';
import type { PlanTarget } from '../engine/plan/plan.ts';
import type { Drive } from '../engine/ports/drive.ts';
import { Failure } from '../engine/ports/failure.ts';
import type { DriveNeed } from '../engine/ports/machine.ts';
import { refusalFailure } from '../engine/ports/refusal-failure.ts';
import type { Face } from './face.ts';
import { absolutePath } from './sources.ts';

export interface TargetFlags {
  readonly fileTarget?: boolean;
  readonly yes?: boolean;
  readonly expectSerial?: readonly string[];
  readonly expectSize?: readonly string[];
  readonly unmount?: boolean;
}

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
        ? await resolveFile(absolute, expect)
        : await resolveDrive(absolute, expect, drives, need, flags.unmount ?? false),
    );
  }
  refuseTwice(resolved);
  return resolved;
}

interface Expected {
  readonly size: number | undefined;
  readonly serial: string | undefined;
}

/** A virtual drive; its size is its identity. */
async function resolveFile(path: string, expect: Expected): Promise<ResolvedTarget> {
  const found = await stat(path).catch(() => {
    throw new Failure('target-missing', { target: path });
  });
  compareIdentity(path, { sizeBytes: found.size, serial: '' }, expect);
  return { plan: { kind: 'file', path, sizeBytes: found.size } };
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
  compareIdentity(path, drive, expect);
  const refusal = drive.refusals.find(({ code }) => code !== 'mounted' || !unmount);
  if (refusal) throw refusalFailure(drive, refusal, { needBytes: need.sizeBytes });
  const isMounted = drive.refusals.length > 0;
  return { plan: { ...drivePlan(drive), ...(isMounted && { unmount }) }, drive };
}

type DrivePlan = Extract<PlanTarget, { kind: 'drive' }>;

/** What was seen now, for the job to compare with what it opens. */
function drivePlan({ path, sizeBytes, serial, deviceNumber, diskSequence }: Drive): DrivePlan {
  return {
    kind: 'drive',
    path,
    expect: {
      sizeBytes,
      serial,
      ...(deviceNumber !== undefined && { deviceNumber }),
      ...(diskSequence !== undefined && { diskSequence }),
    },
  };
}

/** Given once it holds for all; repeated, one a target in order. */
function expectations(
  given: readonly string[] | undefined,
  paths: readonly string[],
  what: string,
): (string | undefined)[] {
  if (!given || given.length === 0) return paths.map(() => undefined);
  if (given.length === 1) return paths.map(() => given[0]);
  if (given.length === paths.length) return [...given];
  throw new Failure('usage', {
    problem: `${given.length} × --expect-${what} for ${paths.length} targets: give one, or one for each`,
  });
}

function bytesOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text))
    throw new Failure('usage', { problem: `--expect-size takes a number of bytes, not "${text}"` });
  return Number(text);
}

/** `--yes` without knowing which drive would be a question answered for somebody else's disk. */
function mustIdentify(path: string, size: string | undefined, serial: string | undefined): void {
  if (path.startsWith(BY_ID) || size !== undefined || serial !== undefined) return;
  throw new Failure('usage', {
    problem: `--yes needs to know which drive ${path} is: name it by ${BY_ID}…, or give --expect-serial or --expect-size`,
  });
}

function compareIdentity(
  target: string,
  { sizeBytes, serial }: Pick<Drive, 'sizeBytes' | 'serial'>,
  expect: Expected,
): void {
  if (expect.size !== undefined && expect.size !== sizeBytes) {
    throw new Failure('identity-mismatch', {
      target,
      field: 'size',
      expected: `${expect.size} bytes`,
      found: `${sizeBytes} bytes`,
    });
  }
  if (expect.serial !== undefined && expect.serial !== serial) {
    throw new Failure('identity-mismatch', {
      target,
      field: 'serial',
      expected: expect.serial,
      found: serial || 'none',
    });
  }
}

async function noDrive(path: string, device: string, drives: readonly Drive[]): Promise<Failure> {
  const whole = drives.find(({ parts }) => parts.some((part) => part.path === device));
  if (whole) {
    return refused(path, 'partition', `it is a partition; a target is a whole drive: ${whole.path}`);
  }
  const found = await stat(device);
  if (found.isFile())
    return refused(path, 'file', 'it is a regular file; give --file-target to use it as a drive');
  if (found.isBlockDevice())
    return refused(path, 'not-listed', 'it is not among the drives: isowright devices');
  return refused(path, 'no-device', 'it is no device');
}

function refused(target: string, refusal: string, reason: string): Failure {
  return new Failure('target-refused', { target, refusal, reason });
}

function refuseTwice(resolved: readonly ResolvedTarget[]): void {
  const paths = resolved.map(({ plan }) => plan.path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw new Failure('usage', { problem: `${twice} is named twice` });
}

/** Targets to read from: a file is taken as one, and a drive in use is no reason to refuse. */
export async function readTargets(
  paths: readonly string[],
  flags: TargetFlags,
  face: Face,
): Promise<PlanTarget[]> {
  const drives = paths.length > 0 && !flags.fileTarget ? await face.machine.listDrives() : [];
  return Promise.all(paths.map((path) => readTarget(absolutePath(path, face), drives)));
}

async function readTarget(path: string, drives: readonly Drive[]): Promise<PlanTarget> {
  const device = await realpath(path).catch(() => {
    throw new Failure('target-missing', { target: path });
  });
  const drive = drives.find((candidate) => candidate.path === device);
  if (drive) return drivePlan(drive);
  const found = await stat(device);
  if (found.isFile()) return { kind: 'file', path, sizeBytes: found.size };
  throw await noDrive(path, device, drives);
}
