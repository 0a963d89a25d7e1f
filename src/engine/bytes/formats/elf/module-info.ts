import { latin1 } from '../../codec/text.ts';
import { parseElf, sectionBytes } from './elf.ts';

/** What a kernel module says of itself in `.modinfo`: `key=value` texts, each ended by a NUL. */
export interface ModuleInfo {
  /** With underscores, as the kernel calls it. */
  readonly name: string;
  readonly depends: readonly string[];
  readonly aliases: readonly string[];
}

/** Undefined for what is no kernel module. */
export function moduleInfoOf(bytes: Uint8Array): ModuleInfo | undefined {
  const elf = parseElf(bytes);
  if (!elf) return undefined;
  const said = latin1(sectionBytes(bytes, elf, '.modinfo')).split('\0');
  const all = (key: string): string[] =>
    said.filter((text) => text.startsWith(`${key}=`)).map((text) => text.slice(key.length + 1));
  const [name] = all('name');
  if (name === undefined) return undefined;
  const depends = all('depends')
    .flatMap((list) => list.split(','))
    .filter((one) => one !== '');
  return { name: moduleName(name), depends: depends.map(moduleName), aliases: all('alias') };
}

/** Dashes and underscores are the same in names of modules. */
export function moduleName(name: string): string {
  return name.replaceAll('-', '_');
}
