import { execFileSync } from 'node:child_process';
import { toolEnvironment } from './start-tool.ts';

/** What a program of the system answers, for questions that cannot wait; empty when it fails or takes longer. */
export function askTool(command: string, args: readonly string[], timeoutMs: number): string {
  try {
    return execFileSync(command, args, {
      encoding: 'utf8',
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: toolEnvironment(),
    });
  } catch {
    return '';
  }
}
