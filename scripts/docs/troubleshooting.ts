import { exitCodeOf } from '../../src/engine/contract/failure/exit-codes.ts';
import type { FailureCode, FailureReport } from '../../src/engine/contract/failure/failure.ts';
import { en } from '../../src/words/en/table.ts';
import type { Showing } from '../../src/words/failure-words.ts';

/** Facts that say their own name, as capitals: there is no drive here to speak of. */
const facts = new Proxy({}, { get: (_, name) => factNamed(String(name)) });
const LISTS = ['mounts', 'saved', 'first', 'missing', 'partitions', 'packages'];
const factNamed = (name: string): unknown => (LISTS.includes(name) ? [capitals(name)] : capitals(name));
const capitals = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1-$2').toUpperCase();
const as = (what: unknown): string => String(what);
const showing: Showing = {
  ...{ size: as, bothSizes: as, count: as, bytes: as, place: as, quoted: as, oneLine: as },
  wrongInside: '',
};

/** `docs/troubleshooting.md`: every failure that a person can meet, by its title, and what helps. */
export function troubleshootingPage(): string {
  const rows = failures().map(
    ({ title, code, next }) =>
      `| ${cell(title)} | \`${code}\`, ${exitCodeOf({ code, facts: {} } as FailureReport)} | ${next.filter(isSaid).map(cell).join('<br>')} |`,
  );
  return `${HEAD}\n${rows.join('\n')}\n`;
}

const HEAD = `# Troubleshooting, by message

Made by \`npm run docs\` from the sentences of the program: changes here are lost. Find the title that was printed; words in capitals stand for names, paths and
sizes. What helps may depend on more than the title: the program knows, and says it. The code is what \`--json\` gives (\`report.failure.code\`), the number is the exit code. What a machine lacks, and the command that mends it: \`isowright doctor\`.

| title | code, exit code | what helps |
|---|---|---|`;

interface Told {
  readonly code: FailureCode;
  readonly title: string;
  readonly next: readonly string[];
}

function failures(): Told[] {
  const codes = Object.keys(en.remedies).filter((code): code is FailureCode => code in en.remedies);
  return codes
    .map((code) => ({ code, ...en.remedies[code](facts as never, showing) }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
}

/** Some sentences depend on facts that stand for nothing here. */
const isSaid = (text: string | undefined): text is string => text !== undefined && text !== '';

const cell = (text: string): string =>
  text.replaceAll('undefined', 'N').replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ');
