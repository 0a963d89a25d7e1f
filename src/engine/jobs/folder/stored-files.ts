import { join } from 'node:path';
import * as z from 'zod';
import { type ConfirmedFiles, confirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { readPlain } from '../../host/files/read-plain.ts';
import { lastingFiles } from '../../host/trust/confirmed-files.ts';

/** In a job's folder: which files the paths of its plan stood for, and in which run of the system. */
export const CONFIRMED = 'confirmed.json';

const confirmedSchema = z.object({ files: confirmedFiles, bootId: z.string().optional() });

export function confirmedText(files: ConfirmedFiles, bootId: string | undefined): string {
  return `${JSON.stringify({ files, ...(bootId && { bootId }) }, undefined, 2)}\n`;
}

/** What the paths of an earlier job stood for, as far as that still tells; nothing of jobs of earlier versions. */
export function storedFiles(jobFolder: string): ConfirmedFiles {
  const stored = readStored(jobFolder);
  return stored ? lastingFiles(stored.files, !isOfThisStart(jobFolder)) : {};
}

/** The system was not started anew since the job began: device numbers and disk sequences mean what they meant. */
export function isOfThisStart(jobFolder: string): boolean {
  const bootId = readStored(jobFolder)?.bootId;
  return bootId !== undefined && bootId === readOr('/proc/sys/kernel/random/boot_id').trim();
}

function readStored(jobFolder: string): z.infer<typeof confirmedSchema> | undefined {
  try {
    return confirmedSchema.parse(JSON.parse(readOr(join(jobFolder, CONFIRMED))));
  } catch {
    return undefined;
  }
}

function readOr(path: string): string {
  try {
    return readPlain(path);
  } catch {
    return '';
  }
}
