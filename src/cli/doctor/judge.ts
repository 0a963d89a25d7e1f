import { installCommand, packagesOf, type Tool } from '../../engine/contract/failure/tools.ts';
import type { Surroundings } from '../../engine/contract/ports/surroundings.ts';
import { type Cure, type Need, type NeedId, needs, type Want, type Weight, wants } from './wants.ts';

/** Something that is missing. */
export interface Lack {
  readonly code: NeedId;
  readonly weight: Weight;
  /** The one command that mends it here; absent where none does. */
  readonly command?: string;
  /** Packages that it would install. */
  readonly packages: readonly string[];
  /** A program that would do, for whoever has to find it himself. */
  readonly tool?: string;
}

export interface Diagnosis {
  readonly want: Want;
  readonly lacks: readonly Lack[];
}

/** What is missing of all that is wanted, in order; of a want that nothing is missing for, an empty list. */
export function diagnose(around: Surroundings, wanted: readonly Want[] = sensible(around)): Diagnosis[] {
  return wants
    .filter((want) => wanted.includes(want))
    .map((want) => ({ want, lacks: lacksOf(around, want) }));
}

/** What can be wanted here at all: elsewhere drives cannot be opened yet, and without a terminal there is no wizard. */
function sensible({ platform, terminal }: Surroundings): Want[] {
  const ofDrives: readonly Want[] = ['write', 'read'];
  return wants.filter(
    (want) =>
      (platform === 'linux' || !ofDrives.includes(want)) && (want !== 'wizard' || terminal !== undefined),
  );
}

function lacksOf(around: Surroundings, want: Want): Lack[] {
  const missing = needs.filter((need) => need.want === want && isAsked(need, around) && !need.isMet(around));
  return missing.map(({ id, weight, cure }) => ({ code: id, weight, ...curedBy(cure(around), around) }));
}

function isAsked({ on }: Pick<Need, 'on'>, { platform }: Surroundings): boolean {
  return on === undefined || on === platform;
}

function curedBy(cure: Cure, around: Surroundings): Pick<Lack, 'command' | 'packages' | 'tool'> {
  if (cure.by === 'none') return { packages: [] };
  if (cure.by === 'person') return { packages: [], command: cure.command };
  if (cure.by === 'root') return { packages: [], command: asRoot(cure.command, around) };
  const { packages: manager } = around;
  const of = (tool: Tool): string[] => (manager === undefined ? [] : packagesOf(tool, manager));
  const tool = cure.tools.find((one) => of(one).length > 0);
  const packages = tool === undefined ? [] : of(tool);
  const command = installing(packages, around);
  return { packages, tool: tool ?? cure.tools[0] ?? '', ...(command !== undefined && { command }) };
}

/** One command for all of these packages; undefined where there is nothing that could. */
export function installing(packages: readonly string[], around: Surroundings): string | undefined {
  const { packages: manager } = around;
  if (manager === undefined || packages.length === 0) return undefined;
  const command = installCommand(manager, [...new Set(packages)]);
  return manager === 'brew' || manager === 'winget' ? command : asRoot(command, around);
}

/** Without anything that makes one root, su asks for root's own password. */
function asRoot(command: string, { rights }: Surroundings): string {
  if (rights.isRoot) return command;
  if (rights.elevation === undefined) return `su -c '${command}'`;
  return command.includes('&&') ? `${rights.elevation} sh -c '${command}'` : `${rights.elevation} ${command}`;
}

/** Whether everything that is wanted can be done. */
export function isFit(diagnoses: readonly Diagnosis[]): boolean {
  return diagnoses.every(({ lacks }) => lacks.every(({ weight }) => weight !== 'needed'));
}
