import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { toolEnvironment } from './start-tool.ts';

/** Whether a program would be found by `startTool`: for whoever can feed it once only. */
export function isInstalled(command: string): boolean {
  const { PATH = '' } = toolEnvironment();
  return PATH.split(delimiter).some((folder) => isAbsolute(folder) && isProgram(join(folder, command)));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
