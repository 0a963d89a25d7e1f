import type { Drive } from '../engine/contract/ports/drive.ts';
import { plainName } from './plain-name.ts';

/** A drive by its one label, else its model, else what the system calls it. What a loop device stands for is a path, and no name. */
export function knownAs({ parts, vendor = '', model, name }: Drive): string {
  const labels = parts.map(({ label }) => plainName(label)).filter((label) => label !== '');
  const [only] = labels;
  return (
    (labels.length === 1 && only) ||
    (!model.includes('/') && plainName(`${vendor} ${model}`.trim())) ||
    plainName(name) ||
    'DRIVE'
  );
}
