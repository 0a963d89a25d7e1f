import { swaps, type Tried } from './trials.ts';

/** The table of a campaign: docs/swaps.md. */
export function page(tried: readonly Tried[], seed: number): string {
  const wrong = tried.filter((one) => one.wrong.length > 0);
  const jobs = new Set(tried.map(({ swap }) => swap.job)).size;
  return `# Swaps and what becomes of them

Made by \`npm run campaign:swap\`: while a job is halted (SIGSTOP) at a boundary between its phases, somebody changes its source,
its target, a block map, a checksum, a receipt, its journal, what it keeps for undo, or a folder it works in; then it continues. Run by
root, by an ordinary user, and by root in that user's folder; onto files and onto loop devices. What the program said is compared
with what is there: the file that was confirmed is kept open and hashed, and so is everything beside it.

A run is wrong if a target is called proved but does not hold the bytes whose SHA-256 is in the report; if that SHA-256 is not that of what
was confirmed; if the name in the report leads elsewhere by then (one that is swapped after it was last checked is swapped after
the end); if anything that was not confirmed has changed; or if there is no end within a minute.

Seed ${seed}: ${tried.length} runs of ${jobs} commands, ${wrong.length} wrong${wrong.length === 0 ? '' : ' (marked)'}. \`exit 0\` is a job that could not see the change, or did not have to.

| what is changed | when | ends |
|---|---|---|
${swaps.flatMap(({ kind, job }) => rowOf(tried.filter(({ swap }) => swap.kind === kind && swap.job === job))).join('\n')}
`;
}

function rowOf(of: readonly Tried[]): string[] {
  const [first] = of;
  if (!first) return [];
  const moments = [
    ...new Set(first.swap.moments.filter((moment) => of.some((one) => one.moment === moment))),
  ];
  return [`| ${first.swap.kind} (\`${first.swap.job}\`) | ${moments.join(', ')} | ${endings(of)} |`];
}

function endings(of: readonly Tried[]): string {
  const counts = new Map<string, number>();
  for (const { ending, wrong } of of) {
    const text = wrong.length === 0 ? ending : `**${ending}: ${wrong.join('; ')}**`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([text, count]) => (count === 1 ? text : `${count} × ${text}`)).join('; ');
}
