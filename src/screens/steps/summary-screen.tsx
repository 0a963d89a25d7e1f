import { Line, Lines } from '../parts/say.tsx';
import { row } from '../views/row.ts';
import type { SummaryView } from '../views/summary-view.ts';

/** What will be done and what would be lost. */
export function SummaryScreen({ view }: { readonly view: SummaryView }) {
  return (
    <>
      <Lines rows={view.rows} />
      {view.more !== '' && <Line row={row(view.more, 'warn')} />}
    </>
  );
}
