import { processorsIn } from '../../bytes/formats/efi/processors.ts';
import { PLATFORM_BIOS } from '../../bytes/formats/eltorito/catalogue-entries.ts';
import { readFat } from '../../bytes/formats/fat/read.ts';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import type { BootFacts, BootNote } from '../../contract/events/boot-facts.ts';
import type { Tree } from '../tree/tree.ts';
import { type BootImage, espBytes } from './boot-plan.ts';
import type { NodeReader } from './node-reader.ts';
import type { PlannedBoot } from './plan-boot.ts';
import type { Recognised } from './recognise.ts';

/** What is made of a tree and its original, in facts. Notes on what the tree lacks are left out when the original gave it. */
export async function originalFacts(
  found: Recognised,
  { plan, codeFrom, notes }: PlannedBoot,
  further: readonly BootNote[],
  { tree, read }: { readonly tree: Tree; readonly read: NodeReader },
): Promise<BootFacts> {
  const bios = plan.entries.find(({ platform }) => platform === PLATFORM_BIOS);
  const { esp } = plan;
  const lacking = found.notes.filter(({ code }) => !isGiven(code, bios !== undefined, esp !== undefined));
  return {
    profile: found.profile,
    ...(bios && {
      bios: {
        loader: (isSame(bios.image, found.bios?.node) && found.bios?.loader.kind) || 'original',
        path: pathOf(tree, bios.image),
        emulation: bios.emulation,
      },
    }),
    ...(esp && {
      efi: {
        from:
          esp.kind === 'file' ? ('image' as const) : esp.kind === 'part' ? ('original' as const) : 'built',
        path: esp.kind === 'file' ? tree.pathOf(esp.node) : esp.kind === 'part' ? esp.part.part : '/EFI/BOOT',
        processors: await processorsOf(plan, found, read),
        sizeBytes: espBytes(esp),
      },
    }),
    table: plan.table.kind,
    ...(codeFrom !== undefined && { codeFrom }),
    notes: [...lacking, ...notes, ...further],
  };
}

function isGiven(code: BootNote['code'], hasBios: boolean, hasEfi: boolean): boolean {
  if (code === 'bios-image-missing') return hasBios;
  return hasEfi && ['efi-image-missing', 'efi-image-rebuilt', 'efi-image-unusable'].includes(code);
}

function isSame(image: BootImage, node: number | undefined): boolean {
  return image !== 'built-esp' && 'node' in image && image.node === node;
}

function pathOf(tree: Tree, image: BootImage): string {
  if (image === 'built-esp') return '/EFI/BOOT';
  return 'node' in image ? tree.pathOf(image.node) : image.part;
}

async function processorsOf(
  { esp }: PlannedBoot['plan'],
  { efi }: Recognised,
  read: NodeReader,
): Promise<readonly string[]> {
  if (!esp || esp.kind === 'built') return efi?.processors ?? [];
  const bytes =
    esp.kind === 'part'
      ? bytesOf(esp.part)
      : (atByte: number, lengthBytes: number) => read.read(esp.node, atByte, lengthBytes);
  const files = await (await readFat(bytes))?.list('/EFI/BOOT');
  return processorsIn((files ?? []).map(({ name }) => name));
}
