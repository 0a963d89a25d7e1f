import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Failure } from '../../src/engine/contract/failure/failure.ts';
import type { ScsiAnswer, ScsiCommand, ScsiDevice } from '../../src/engine/contract/ports/scsi.ts';
import { rig } from './run.ts';

/** The rig's drive in software, with its hands and its memory. */
export interface BurnerRig {
  readonly folder: string;
  insert(kind: string, blocks?: number): Promise<void>;
  eject(): Promise<void>;
  faults(faults: Record<string, unknown>): Promise<void>;
  facts(): Promise<DriveMemory>;
  /** User data of the disc, as it lies in the rig's file. */
  disc(): Buffer;
  /** Lines of its log from now on are those of later commands. */
  clearLog(): void;
  log(): string[];
  open(): Promise<ScsiDevice>;
  down(): void;
}

export interface DriveMemory {
  readonly tray: 'open' | 'closed';
  readonly disc: {
    readonly kind: string;
    readonly closed: boolean;
    readonly blank: boolean;
    readonly formatted: boolean;
    readonly spare: number;
    readonly breakAt: number;
    readonly tracks: readonly { session: number; start: number; next: number; end: number; state: string }[];
  } | null;
}

export async function burnerRig(name: string): Promise<BurnerRig> {
  const folder = rig('burner.sh', 'up', name);
  const line = connect(`${folder}/ctl`);
  await once(line, 'connect');
  const lines = createInterface(line)[Symbol.asyncIterator]();
  const ask = async (request: Record<string, unknown>): Promise<unknown> => {
    line.write(`${JSON.stringify(request)}\n`);
    const answer = JSON.parse(String((await lines.next()).value));
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  };
  let seen = 0;
  const logged = (): string[] => readFileSync(`${folder}/log`, 'utf8').trim().split('\n');
  return {
    folder,
    async insert(kind, blocks) {
      await ask({ do: 'insert', kind, ...(blocks !== undefined && { blocks }) });
    },
    async eject() {
      await ask({ do: 'eject' });
    },
    async faults(faults) {
      await ask({ do: 'faults', faults });
    },
    facts: async () => (await ask({ do: 'facts' })) as DriveMemory,
    disc: () => readFileSync(`${folder}/disc`),
    clearLog() {
      seen = logged().length;
    },
    log: () => logged().slice(seen),
    open: () => socketDevice(`${folder}/scsi`),
    down() {
      line.destroy();
      rig('burner.sh', 'down', name);
    },
  };
}

const CDB_BYTES = 16;

/** SCSI commands through the rig's socket: u32 out, u32 in, the CDB, the data; back come status, sense and data. */
export async function socketDevice(path: string, name = 'sr1'): Promise<ScsiDevice> {
  const socket = connect(path);
  await once(socket, 'connect');
  const take = reader(socket);
  const exchange = async ({
    cdb,
    out = new Uint8Array(0),
    inBytes = 0,
  }: ScsiCommand): Promise<ScsiAnswer> => {
    const head = Buffer.alloc(8 + CDB_BYTES);
    head.writeUInt32BE(out.length, 0);
    head.writeUInt32BE(inBytes, 4);
    head.set(cdb, 8);
    socket.write(Buffer.concat([head, out]));
    const answer = await take(8);
    const sense = await take(answer.readUInt8(1));
    const data = await take(answer.readUInt32BE(4));
    return { status: answer.readUInt8(0), sense, data };
  };
  let isUnderWay = false;
  return {
    name,
    async command(command) {
      if (isUnderWay) throw new Error('two commands at once');
      isUnderWay = true;
      try {
        return await exchange(command);
      } catch (error) {
        throw new Failure('target-gone', { target: name }, { cause: error });
      } finally {
        isUnderWay = false;
      }
    },
    async close() {
      socket.destroy();
    },
  };
}

/** Exactly so many bytes of what comes. @throws when the other side is gone */
function reader(socket: Socket): (bytes: number) => Promise<Buffer> {
  let held = Buffer.alloc(0);
  let wake = Promise.withResolvers<void>();
  let isGone = false;
  const turn = (): void => {
    wake.resolve();
    wake = Promise.withResolvers();
  };
  socket.on('data', (part) => {
    held = held.length === 0 ? part : Buffer.concat([held, part]);
    turn();
  });
  for (const end of ['close', 'error', 'end'])
    socket.on(end, () => {
      isGone = true;
      turn();
    });
  return async (bytes) => {
    while (held.length < bytes) {
      if (isGone) throw new Error('the drive is gone');
      await wake.promise;
    }
    const taken = held.subarray(0, bytes);
    held = held.subarray(bytes);
    return taken;
  };
}
