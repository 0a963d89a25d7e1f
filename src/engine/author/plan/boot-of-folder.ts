import type { BootFacts, BootNote } from '../../contract/events/boot-facts.ts';
import type { Loss } from '../../contract/events/loss.ts';
import { present } from '../../contract/failure/present.ts';
import { type BootPlan, espBytes, NO_BOOT } from '../boot/boot-plan.ts';
import type { NodeReader } from '../boot/node-reader.ts';
import { isOwnTree, type Original, originalBoot } from '../boot/original.ts';
import { originalFacts } from '../boot/original-facts.ts';
import { type PlannedBoot, planBoot } from '../boot/plan-boot.ts';
import { planOriginal } from '../boot/plan-original.ts';
import { rebuildLosses } from '../boot/rebuild-losses.ts';
import { type Recognised, recognise } from '../boot/recognise.ts';
import type { DescribedOptions } from '../iso/like-original.ts';
import type { Tree } from '../tree/tree.ts';

/** A folder's boot side before its label is chosen: menus may ask for one. */
export interface FolderBoot {
  /** The label that the folder's own menus look for. */
  readonly label: string | undefined;
  /** Unix seconds: the volume's date that the menus look for. */
  readonly volumeAt?: number | undefined;
  plan(choice: LabelChoice): Promise<ChosenBoot>;
}

/** What was decided once the label is known. */
export interface ChosenBoot {
  readonly plan: BootPlan;
  readonly facts: BootFacts;
  readonly losses: readonly Loss[];
}

export interface LabelChoice {
  readonly label: string;
  readonly fatSerial: number;
  readonly secondsOf: (node: number) => number;
}

type Options = Pick<DescribedOptions, 'boot' | 'hybrid' | 'iso9660' | 'rockRidge' | 'volume'>;

/** Looks at a folder as `--boot auto|none` asks; with `original`, what the folder lacks is taken from there. */
export async function bootOfFolder(
  tree: Tree,
  read: NodeReader,
  options: Options,
  original?: Original,
): Promise<FolderBoot> {
  // El Torito stands in ISO 9660's descriptors.
  if (options.boot === 'none' || options.iso9660 === false)
    return { label: undefined, plan: async () => nothing() };
  const found = await recognise(tree, read);
  const boot = original && (await originalBoot(original));
  const hasBoot = boot !== undefined && (boot.entries.length > 0 || boot.table !== undefined);
  return {
    label: found.volume.labels[0],
    volumeAt: dateOf(found, options),
    async plan(choice) {
      const context = { tree, read, secondsOf: choice.secondsOf, fatSerial: choice.fatSerial };
      const notes = notesOf(found, choice, options);
      const isRebuilt = original !== undefined && isOwnTree(original, tree);
      const lost = (said: readonly BootNote[]) => (boot && isRebuilt ? rebuildLosses(boot, said) : []);
      if (original && boot && hasBoot) {
        const planned = await planOriginal(found, { ...context, original, boot, hybrid: options.hybrid });
        const facts = await originalFacts(found, planned, notes, context);
        return { plan: planned.plan, losses: [...planned.losses, ...lost(planned.notes)], facts };
      }
      if (original && !isRebuilt) notes.push({ code: 'original-starts-nothing', about: original.path });
      const isWindows = found.profile === 'windows';
      const planned = await planBoot(found, { ...context, hybrid: (options.hybrid ?? true) && !isWindows });
      const losses = [...planned.losses, ...lost([])];
      return { plan: planned.plan, losses, facts: factsOf(tree, found, planned, notes) };
    },
  };
}

/** Nothing when the plan says the volume's dates itself, or when hundredths are asked for. */
function dateOf({ volume: { byDate } }: Pick<Recognised, 'volume'>, { volume }: Options): number | undefined {
  if (byDate === undefined || volume?.createdAt !== undefined || volume?.modifiedAt !== undefined)
    return undefined;
  const [year, month, day, hour, minute, second, hundredths] = byDate.split('-').map(Number);
  if (hundredths !== 0) return undefined;
  const atMs = Date.UTC(present(year), present(month) - 1, present(day), hour, minute, second);
  return atMs / 1000;
}

function nothing(): ChosenBoot {
  return {
    losses: [],
    plan: NO_BOOT,
    facts: { profile: 'data', table: 'none', notes: [{ code: 'boot-left-out' }] },
  };
}

function notesOf(
  { volume, profile, bios, efi }: Recognised,
  { label }: LabelChoice,
  options: Options,
): BootNote[] {
  const notes: BootNote[] = [];
  const [wanted] = volume.labels;
  const isWanted = volume.labels.includes(label);
  if (wanted !== undefined)
    notes.push(
      isWanted ? { code: 'label-kept', about: label } : { code: 'label-differs', about: wanted, also: label },
    );
  if (volume.byDate !== undefined) {
    const isKept = dateOf({ volume }, options) !== undefined || isOriginalDate(volume.byDate, options);
    notes.push({ code: isKept ? 'date-kept' : 'date-differs', about: volume.byDate });
  }
  if (profile === 'windows' && (bios || efi)) notes.push({ code: 'windows-stick' });
  if (!options.rockRidge && (bios || efi) && profile !== 'windows') notes.push({ code: 'rock-ridge-needed' });
  return notes;
}

function factsOf(
  tree: Tree,
  { profile, bios, efi, notes }: Recognised,
  { plan, codeFrom, notes: planNotes }: PlannedBoot,
  further: readonly BootNote[],
): BootFacts {
  const { esp } = plan;
  return {
    profile,
    ...(bios && {
      bios: { loader: bios.loader.kind, path: tree.pathOf(bios.node), emulation: bios.loader.emulation },
    }),
    ...(efi &&
      esp && {
        efi: {
          from: efi.kind === 'image' ? ('image' as const) : ('built' as const),
          path: tree.pathOf(efi.node),
          processors: efi.processors,
          sizeBytes: espBytes(esp),
        },
      }),
    table: plan.table.kind,
    ...(codeFrom !== undefined && { codeFrom }),
    notes: [...notes, ...planNotes, ...further],
  };
}

/** The date of the original image, which its new layout keeps. */
function isOriginalDate(byDate: string, { volume }: Options): boolean {
  const date = volume?.createdAt === undefined ? volume?.originalDates?.modifiedAt : undefined;
  if (!date || volume?.modifiedAt !== undefined) return false;
  const { year, month, day, hour, minute, second, hundredths } = date;
  const two = [month, day, hour, minute, second, hundredths].map((value) => String(value).padStart(2, '0'));
  return byDate === [String(year).padStart(4, '0'), ...two].join('-');
}
