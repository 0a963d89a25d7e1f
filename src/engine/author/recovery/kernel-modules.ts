import { readFile } from 'node:fs/promises';
import { type ModuleInfo, moduleInfoOf, moduleName } from '../../bytes/formats/elf/module-info.ts';
import type { TakenFile, TakenFiles } from './take-files.ts';

/** A module, where it lies below the folder of its kernel, and what must be loaded before it. */
export interface KernelModule extends ModuleInfo {
  readonly file: TakenFile;
  /** `kernel/fs/ext4/ext4.ko` */
  readonly path: string;
}

export interface KernelModules {
  readonly version: string;
  readonly modules: readonly KernelModule[];
}

const MODULE = /^lib\/modules\/([^/]+)\/(kernel\/.*\.ko)$/;

/** The wanted modules of the newest kernel that was taken, with all they need. Names that it has built in, or has not, are passed over. */
export async function wantedModules(
  { files }: TakenFiles,
  wanted: readonly string[],
): Promise<KernelModules | undefined> {
  const found = new Map<string, { readonly path: string; readonly file: TakenFile }>();
  let version: string | undefined;
  for (const [whole, file] of files) {
    const [, of, path] = MODULE.exec(whole) ?? [];
    if (of === undefined || path === undefined || !('path' in file)) continue;
    version = of;
    const [name = ''] = (path.split('/').at(-1) ?? '').split('.');
    found.set(moduleName(name), { path, file });
  }
  if (version === undefined) return undefined;
  const modules = new Map<string, KernelModule>();
  const queue = wanted.map(moduleName);
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const there = found.get(name);
    if (!there || modules.has(name)) continue;
    const info = moduleInfoOf(await readFile(there.file.path));
    if (!info) continue;
    modules.set(name, { ...info, ...there });
    queue.push(...info.depends, ...(SOFT[name] ?? []));
  }
  const sorted = [...modules.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { version, modules: sorted };
}

/** What a module asks for by a name of what it does, not by its own: checksums of file systems. */
const SOFT: Readonly<Record<string, readonly string[]>> = {
  ext4: ['crc32c_generic', 'crc32c_intel'],
  btrfs: ['crc32c_generic', 'crc32c_intel', 'xor', 'raid6_pq', 'zstd', 'blake2b_generic', 'xxhash_generic'],
  f2fs: ['crc32_generic'],
};

/** Everything that a module needs, and then the module: the order in which insmod has to take them. */
export function loadOrder({ modules }: KernelModules, names: readonly string[]): KernelModule[] {
  const byName = new Map(modules.map((module) => [module.name, module]));
  const ordered = new Set<KernelModule>();
  const add = (name: string, above: ReadonlySet<string>): void => {
    const module = byName.get(name);
    if (!module || ordered.has(module) || above.has(name)) return;
    for (const needed of module.depends) add(needed, new Set([...above, name]));
    ordered.add(module);
  };
  for (const name of names) add(moduleName(name), new Set());
  return [...ordered];
}

/** `modules.dep` as depmod writes it: a module, and what it needs, the nearest first. depmod(8), modules.dep(5) */
export function dependencyText(all: KernelModules): string {
  return all.modules
    .map((module) => {
      const needed = loadOrder(all, [module.name]).filter((one) => one !== module);
      return `${module.path}: ${needed
        .reverse()
        .map(({ path }) => path)
        .join(' ')}`.trimEnd();
    })
    .join('\n')
    .concat('\n');
}

/** `modules.alias`: which module answers to what a device calls itself. */
export function aliasText({ modules }: KernelModules): string {
  const lines = modules.flatMap(({ name, aliases }) =>
    aliases.map((alias) => `alias ${normalized(alias)} ${name}`),
  );
  return `# Aliases extracted from modules themselves.\n${lines.join('\n')}\n`;
}

/** Dashes are underscores, but between brackets. depmod.d(5) */
function normalized(alias: string): string {
  let isInside = false;
  return [...alias]
    .map((letter) => {
      isInside = letter === '[' || (isInside && letter !== ']');
      return letter === '-' && !isInside ? '_' : letter;
    })
    .join('');
}
