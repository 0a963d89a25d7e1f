import { isWindowsName } from '../../contract/plan/windows-name.ts';

/**
 * Whether a system takes this name for a name in a folder and nothing else.
 *
 * @param name a byte string of UTF-8
 */
export function isNameOn(platform: string, name: string): boolean {
  return platform !== 'win32' || isWindowsName(Buffer.from(name, 'latin1').toString('utf8'));
}
