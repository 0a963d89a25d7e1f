import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../../host/tools/run-tool.ts';

const ASK_MS = 5_000;

/** Whose keys a signature is held against, and as whom the program runs that reads them. */
export interface WhoseKeys {
  readonly environment: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
  /** gpg's folder; undefined when there is none. */
  readonly folder: string | undefined;
}

/** Of whoever asked for the job, also when root carries it out. */
export async function whoseKeys(): Promise<WhoseKeys> {
  const { HOME = '', GNUPGHOME = '', SUDO_UID, PKEXEC_UID } = process.env;
  const caller = SUDO_UID ?? PKEXEC_UID ?? '';
  if (process.getuid?.() !== 0 || !/^\d+$/.test(caller) || caller === '0') {
    const own = GNUPGHOME === '' ? { HOME } : { HOME, GNUPGHOME };
    return { environment: own, folder: folderAt(GNUPGHOME || join(HOME, '.gnupg')) };
  }
  const { stdout } = await runTool('getent', ['passwd', caller], ASK_MS);
  const [, , uid = '', gid = '', , home = ''] = stdout.trim().split(':');
  if (uid !== caller || home === '') return { environment: {}, folder: undefined };
  return {
    environment: { HOME: home },
    uid: Number(uid),
    gid: Number(gid),
    folder: folderAt(join(home, '.gnupg')),
  };
}

const folderAt = (path: string): string | undefined => (existsSync(path) ? path : undefined);
