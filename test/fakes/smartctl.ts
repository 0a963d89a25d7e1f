import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What smartctl(8) says with `--json`, as far as anybody here reads it. */
export interface SmartSaid {
  readonly passed: boolean;
  /** ATA attributes: id → raw value. */
  readonly attributes?: Readonly<Record<number, number>>;
  readonly nvme?: { readonly critical_warning: number; readonly media_errors: number };
}

/**
 * A folder with a smartctl that knows one device, takes the one command line that is right, and notes when it was asked. It fails as
 * the real one does for all else. @returns the folder, for PATH, and the file in which it notes
 */
export function makeSmartctl(device: string, said: SmartSaid): { folder: string; notes: string } {
  const folder = mkdtempSync(join(tmpdir(), 'isowright-smartctl-'));
  const notes = join(folder, 'notes');
  const rows = Object.entries(said.attributes ?? {}).map(([id, value]) => ({
    id: Number(id),
    name: `attribute-${id}`,
    raw: { value, string: String(value) },
  }));
  // smartctl(8), "EXIT STATUS": bit 3, the drive says that it is failing.
  const status = said.passed ? 0 : 8;
  const answer = {
    json_format_version: [1, 0],
    smartctl: { version: [7, 4], exit_status: status },
    device: { name: device, type: said.nvme ? 'nvme' : 'sat', protocol: said.nvme ? 'NVMe' : 'ATA' },
    smart_status: { passed: said.passed },
    ...(rows.length > 0 && { ata_smart_attributes: { revision: 16, table: rows } }),
    ...(said.nvme && { nvme_smart_health_information_log: said.nvme }),
  };
  const refusal = { json_format_version: [1, 0], smartctl: { version: [7, 4], exit_status: 1 } };
  const lines = [
    '#!/bin/sh',
    `if [ "$*" != "-H -A --json ${device}" ] || [ ! -b "${device}" ]; then`,
    `  echo '${JSON.stringify(refusal)}'`,
    '  exit 1',
    'fi',
    `echo "$*" >> '${notes}'`,
    `cat <<'END'`,
    JSON.stringify(answer, undefined, 2),
    'END',
    `exit ${status}`,
    '',
  ];
  const path = join(folder, 'smartctl');
  writeFileSync(path, lines.join('\n'));
  chmodSync(path, 0o755);
  return { folder, notes };
}
