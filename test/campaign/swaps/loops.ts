import { execFileSync } from 'node:child_process';
import type { Stage } from './stage.ts';

const attached = new Set<string>();

/** A loop device over a file; let go when the stage is removed. Root only. */
export function attachLoop(stage: Stage, backing: string): string {
  const device = losetup('--find', '--show', backing).trim();
  attached.add(device);
  // A device that was let go may be somebody else's by now.
  stage.onClose(() => {
    if (attached.delete(device)) detach(device);
  });
  return device;
}

/** The same device over another file, as a stick is pulled and its twin is put in. */
export function exchangeLoop(device: string, backing: string): void {
  detach(device);
  attached.delete(device);
  losetup(device, backing);
  attached.add(device);
}

function detach(device: string): void {
  losetup('--detach', device);
}

function losetup(...args: string[]): string {
  return execFileSync('losetup', args, { encoding: 'utf8', timeout: 20_000 });
}
