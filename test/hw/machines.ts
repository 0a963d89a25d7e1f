import { readdirSync, readFileSync } from 'node:fs';
import type { Drive } from '../../src/engine/contract/ports/drive.ts';
import type { BlockFacts, MachineFacts } from '../../src/hw/facts.ts';

const folder = 'test/fixtures/machines';

/** Names of all machines in the fixtures. */
export function machineNames(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** The facts of one machine; what a written one leaves out is filled in. */
export function machine(name: string): MachineFacts {
  const facts = JSON.parse(readFileSync(`${folder}/${name}/facts.json`, 'utf8'));
  return { ...facts, blocks: facts.blocks.map(block) };
}

export function block(given: Partial<BlockFacts> & { name: string }): BlockFacts {
  return {
    deviceNumber: '8:0',
    sizeBytes: 0,
    sysPath: `/sys/devices/virtual/block/${given.name}`,
    readOnly: false,
    removable: false,
    hidden: false,
    holders: [],
    slaves: [],
    device: {},
    ids: [],
    ...given,
  };
}

/** One line a drive: `sda disk usb 28.6 GiB ! mounted ? not-empty`. */
export function summary(drives: readonly Drive[]): string[] {
  return drives.map(({ name, kind, transport, sizeBytes, removable, refusals, warnings }) =>
    [
      `${name} ${kind} ${transport}${removable ? ' removable' : ''} ${sizeText(sizeBytes)}`,
      refusals.length > 0 ? `! ${refusals.map(({ code }) => code).join(' ')}` : '',
      warnings.length > 0 ? `? ${warnings.map(({ code }) => code).join(' ')}` : '',
    ]
      .filter(Boolean)
      .join(' '),
  );
}

/** `28.6 GiB`: enough to see which drive a line is about. */
function sizeText(bytes: number): string {
  const power = Math.min(4, Math.max(0, Math.floor(Math.log2(bytes / 1023.5) / 10 + 1)));
  const value = bytes / 1024 ** power;
  const digits = power === 0 || value >= 99.95 ? String(Math.round(value)) : value.toFixed(1);
  return `${digits} ${['B', 'KiB', 'MiB', 'GiB', 'TiB'][power]}`;
}
