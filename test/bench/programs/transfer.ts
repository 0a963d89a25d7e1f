import { openSource } from '../../../src/engine/image/open-source.ts';
import { makeGate } from '../../../src/engine/transfer/gate.ts';
import { transfer } from '../../../src/engine/transfer/transfer.ts';
import { createMachine } from '../../../src/hw/index.ts';

// transfer.js IMAGE DEVICE [hash] [verify]: the engine alone, in a process of its own, as its peers are.
const [image = '', device = '', ...options] = process.argv.slice(2);
const source = await openSource(image);
const target = await createMachine().openDrive(device, {});
const { lanes, failure } = await transfer({
  source,
  targets: [target],
  write: true,
  hash: options.includes('hash'),
  verify: options.includes('verify'),
  clock: { nowMs: Date.now },
  gate: makeGate(),
  signal: new AbortController().signal,
  onFact: () => undefined,
});
const problem = failure ?? lanes[0]?.lane.failure;
if (problem) console.error(problem);
console.log(JSON.stringify({ maxRssMiB: Math.round(process.resourceUsage().maxRSS / 1024) }));
process.exit(problem ? 1 : 0);
