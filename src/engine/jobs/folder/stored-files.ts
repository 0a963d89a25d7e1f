import { join } from 'node:path';
import * as z from 'zod';
import { type ConfirmedFiles, confirmedFiles } from '../../contract/plan/confirmed-files.ts';
import { readPlain } from '../../host/files/read-plain.ts';
import { lastingFiles } from '../../host/trust/confirmed-files.ts';

/** In a job's folder: which files the paths of its plan stood for, and in which run of the system. */
export const CONFIRMED = 'confirmed.json';

const confirmedSchema = z.object({
  files: confirmedFiles,
  closed: z.array(z.string()).optional(),
  bootId: z.string().optional(),
});

/** What a job was confirmed for. */
export interface Confirmed {
  readonly files?: ConfirmedFiles | undefined;
  /** See `closedPathsOf`. */
  readonly closed?: readonly string[] | undefined;
}

export function confirmedText({ files = {}, closed }: Confirmed, bootId: string | undefined): string {
  const stored = { files, ...(closed && { closed }), ...(bootId && { bootId }) };
  return `${JSON.stringify(stored, undefined, 2)}\n`;
}

/** What the person may not read in the folder of an earlier job. */
export function storedClosed(jobFolder: string): readonly string[] | undefined {
  return readStored(jobFolder)?.closed;
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
