import type { DriveHealth } from '../../engine/contract/events/drive-health.ts';
import { runTool } from '../../engine/host/tools/run-tool.ts';

/** A drive that is ill may take long to say so; then it is read without. */
const LIMIT_MS = 20_000;
/** ATA attributes as smartmontools names them. */
const REPLACED = 5;
const PENDING = 197;
const LOST = 198;
/** NVMe Base Specification 2.0 §5.16.1.3, Critical Warning: spare below its threshold, reliability degraded, read only. */
const NVME_FAILING = 0b1101;

/** What a drive says of itself, by smartctl(8); undefined where that is not installed, or the drive says nothing. */
export async function driveHealth(path: string): Promise<DriveHealth | undefined> {
  const { stdout, timedOut } = await runTool('smartctl', ['-H', '-A', '--json', path], LIMIT_MS);
  return timedOut ? undefined : healthIn(stdout);
}

/** @param text the JSON of `smartctl -H -A --json`; its exit status has bits for what the drive says, and is no failure */
export function healthIn(text: string): DriveHealth | undefined {
  const said = parsed(text);
  const { passed } = recordAt(said, 'smart_status');
  if (typeof passed !== 'boolean') return undefined;
  const nvme = recordAt(said, 'nvme_smart_health_information_log');
  const warning = countAt(nvme, 'critical_warning') ?? 0;
  const facts = {
    pendingSectors: attribute(said, PENDING),
    lostSectors: attribute(said, LOST),
    replacedSectors: attribute(said, REPLACED),
    mediaErrors: countAt(nvme, 'media_errors'),
  };
  const known = Object.entries(facts).filter(([, value]) => value !== undefined && value > 0);
  return { isFailing: !passed || (warning & NVME_FAILING) !== 0, ...Object.fromEntries(known) };
}

type Said = Readonly<Record<string, unknown>>;

function parsed(text: string): Said {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return {};
  }
}

function asRecord(value: unknown): Said {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function recordAt(said: Said, name: string): Said {
  return asRecord(said[name]);
}

function countAt(said: Said, name: string): number | undefined {
  const value = said[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** The raw value of one ATA attribute. */
function attribute(said: Said, id: number): number | undefined {
  const { table } = recordAt(said, 'ata_smart_attributes');
  if (!Array.isArray(table)) return undefined;
  const found = table.map(asRecord).find((row) => row.id === id);
  return found && countAt(recordAt(found, 'raw'), 'value');
}
