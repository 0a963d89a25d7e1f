import type { CommandSpec } from '../../src/cli/command.ts';
import { type OptionGroup, optionGroups, type ToldOption } from './option-groups.ts';

/** The page with each table between its markers written anew: `<!-- options: write -->` … `<!-- end -->`. */
export function withOptionTables(page: string, commands: readonly CommandSpec[]): string {
  const groups = new Map(optionGroups(commands).map((group) => [group.name, group]));
  const written = page.replace(
    /(<!-- options: (.+?) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, start: string, name: string, end: string) => {
      const group = groups.get(name);
      if (group === undefined) throw new Error(`no options are called ${name}`);
      groups.delete(name);
      return `${start}${tableOf(group)}${end}`;
    },
  );
  if (groups.size > 0) throw new Error(`the page has no table for: ${[...groups.keys()].join(', ')}`);
  return written;
}

function tableOf({ options }: OptionGroup): string {
  return ['', '| option | means |', '|---|---|', ...options.map(rowOf), '', ''].join('\n');
}

function rowOf({ typed, means }: ToldOption): string {
  const ways = typed.map((way) => `\`${cell(way)}\``).join(', ');
  return `| ${ways} | ${cell(means)} |`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
