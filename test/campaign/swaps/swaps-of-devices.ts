import { invert, linkOver } from './changes.ts';
import { attachLoop, exchangeLoop } from './loops.ts';
import type { Setting, Swap } from './setting.ts';
import { decoy, twin } from './swaps-of-targets.ts';

/** Another loop device, of the same size; what it holds is nobody's to write. */
function decoyDevice(set: Setting): string {
  return attachLoop(set.stage, decoy(set));
}

/** Names that come to lead to a device, and devices behind which something else comes to be. */
export const swapsOfDevices: readonly Swap[] = [
  {
    thing: 'target',
    job: 'write',
    kind: 'file: its name leads to a device',
    moments: ['asked', 'begun', 'opened', 'verify'],
    parties: ['root', 'guest'],
    change: (set) => linkOver(set.stage, set.target, decoyDevice(set)),
  },
  {
    thing: 'target',
    job: 'resume',
    kind: 'file of a job that goes on: its name leads to a device',
    moments: ['between', 'begun'],
    parties: ['root', 'guest'],
    change: (set) => linkOver(set.stage, set.target, decoyDevice(set)),
  },
  {
    thing: 'target',
    job: 'undo',
    source: 'small image',
    kind: 'file that is put back: its name leads to a device',
    moments: ['between', 'begun'],
    parties: ['root', 'guest'],
    change: (set) => linkOver(set.stage, set.target, decoyDevice(set)),
  },
  {
    thing: 'target',
    job: 'write',
    onLoop: true,
    kind: 'loop device: another file is behind it',
    moments: ['asked', 'begun'],
    change: (set) => exchangeLoop(set.target, decoy(set)),
  },
  {
    thing: 'target',
    job: 'write',
    onLoop: true,
    byLink: true,
    kind: 'loop device: the link it is named by leads to another one',
    moments: ['asked', 'begun', 'opened'],
    change: (set) => linkOver(set.stage, set.stage.path('stick'), decoyDevice(set)),
  },
  {
    thing: 'target',
    job: 'write',
    onLoop: true,
    kind: 'loop device: bytes behind it changed before they are read back',
    moments: ['writing', 'flush'],
    change: (set) => invert(set.stage, set.backing, set.imageBytes),
  },
  {
    thing: 'target',
    job: 'resume',
    onLoop: true,
    kind: 'loop device of a job that goes on: a twin is in its place',
    moments: ['between', 'begun'],
    change: (set) => exchangeLoop(set.target, twin(set)),
  },
  {
    thing: 'target',
    job: 'undo',
    source: 'small image',
    onLoop: true,
    kind: 'loop device that is put back: a twin is in its place',
    moments: ['between', 'begun'],
    change: (set) => exchangeLoop(set.target, twin(set)),
  },
];
