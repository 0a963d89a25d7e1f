import { openSource } from '../../../src/engine/read/open/open-source.ts';
import { makeGate } from '../../../src/engine/write/transfer/gate.ts';
import { transfer } from '../../../src/engine/write/transfer/transfer.ts';
import { createMachine } from '../../../src/hw/index.ts';

// transfer.js IMAGE DEVICE[,DEVICE…] [hash] [verify] [delta]: the engine alone, in a process of its own, as its peers are.
// As the door does for a job.
const [image = '', devices = '', ...options] = process.argv.slice(2);
process.env.UV_THREADPOOL_SIZE ??= String(Math.min(4 + 4 * devices.split(',').length, 16));
const source = await openSource(image);
const machine = createMachine();
const targets = await Promise.all(devices.split(',').map((device) => machine.openDrive(device, {})));
const { lanes, failure } = await transfer({
  source,
  targets,
  write: true,
  hash: options.includes('hash'),
  verify: options.includes('verify'),
  delta: options.includes('delta'),
  clock: { nowMs: Date.now },
  gate: makeGate(),
  signal: new AbortController().signal,
  onFact: () => undefined,
});
const problem = failure ?? lanes.find(({ lane }) => lane.failure)?.lane.failure;
if (problem) console.error(problem);
console.log(JSON.stringify({ maxRssMiB: Math.round(process.resourceUsage().maxRSS / 1024) }));
process.exit(problem ? 1 : 0);
