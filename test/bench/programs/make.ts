import { authorFolder } from '../../../src/engine/author/author.ts';
import { authorOptions } from '../../../src/engine/plan/plan.ts';
import { openOutputFile } from '../../../src/engine/targets/output-file.ts';
import { makeGate } from '../../../src/engine/transfer/gate.ts';
import { transfer } from '../../../src/engine/transfer/transfer.ts';

// make.js FOLDER OUT [hash] [verify]: folder → image file, the engine alone. Ends with fsync.
const [folder = '', path = '', ...options] = process.argv.slice(2);
const signal = new AbortController().signal;
const image = await authorFolder(folder, authorOptions.parse({}), { signal, onEntries: () => undefined });
const output = await openOutputFile({ path, sizeBytes: image.sizeBytes, replace: true, jobId: 'bench' });
const { lanes, failure } = await transfer({
  source: image,
  targets: [output],
  write: true,
  hash: options.includes('hash'),
  verify: options.includes('verify'),
  clock: { nowMs: Date.now },
  gate: makeGate(),
  signal,
  onFact: () => undefined,
});
await image.close();
const problem = failure ?? lanes[0]?.lane.failure;
if (problem) console.error(problem);
console.log(JSON.stringify({ maxRssMiB: Math.round(process.resourceUsage().maxRSS / 1024) }));
process.exit(problem ? 1 : 0);
