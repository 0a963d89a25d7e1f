import { alignedBytes } from '../../src/engine/host/memory/aligned-memory.ts';
import { createMachine } from '../../src/hw/index.ts';

/**
 * Runs in the lab guest. `list` prints all drives, `signature` the signature, `write PATH` writes round and round until
 * that fails and prints the failure; each one line of JSON.
 */
const [verb, path = ''] = process.argv.slice(2);
const machine = createMachine();

function say(fact: unknown): void {
  console.log(JSON.stringify(fact));
}

async function writeUntilItFails(): Promise<void> {
  const drive = (await machine.listDrives()).find(
    (found) => found.path === path || found.ids.includes(path),
  )!;
  const target = await machine.openDrive(path, drive);
  const slot = alignedBytes(1 << 20).fill(0x5a);
  const slots = Math.floor(target.capacityBytes / slot.length);
  let doneBytes = 0;
  let atMs = Date.now();
  say({ open: target.name });
  try {
    for (let round = 0; ; round++, doneBytes += slot.length, atMs = Date.now()) {
      await target.write((round % slots) * slot.length, slot);
      if (round === 0) say({ writing: true });
    }
  } catch (error) {
    const { code, facts } = error as { code: string; facts: unknown };
    say({ code, facts, doneBytes, afterMs: Date.now() - atMs, state: await target.abandon() });
  }
}

try {
  if (verb === 'list') say(await machine.listDrives());
  else if (verb === 'signature') say(await machine.signature());
  else await writeUntilItFails();
} catch (error) {
  const { code, facts } = error as { code: string; facts: unknown };
  say({ code, facts, text: String(error) });
}
process.exit(0);
