import type { Table } from '../en/table.ts';
import { t } from '../language.ts';
import { countText } from '../sizes.ts';

type Sentences = Table['remarks'];

/** Something about a value, as facts. `stops`: it cannot be used; else it is only said. */
export type Remark = {
  [C in keyof Sentences]: {
    readonly code: C;
    readonly stops: boolean;
    readonly facts: Parameters<Sentences[C]> extends [infer F, ...unknown[]] ? F : Record<never, never>;
  };
}[keyof Sentences];

type Say = (facts: Remark['facts'], count: (count: number) => string) => string;

export function remarkText({ code, facts }: Remark): string {
  return (t().remarks[code] as Say)(facts, countText);
}
