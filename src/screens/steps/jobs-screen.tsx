import { t } from '../../words/language.ts';
import { Gap } from '../parts/frame.tsx';
import { SafeSelect } from '../parts/safe-select.tsx';
import { InPlace, Line, Lines } from '../parts/say.tsx';
import type { JobsView } from '../views/jobs-view.ts';
import { row } from '../views/row.ts';

/** Earlier jobs and running ones. */
export function JobsScreen({ view }: { readonly view: JobsView }) {
  return (
    <>
      <Line row={row(t().screens.jobs.question, 'strong')} />
      <Gap />
      <SafeSelect rows={view.rows} cursor={view.cursor} />
      {view.empty !== undefined && <InPlace text={view.empty} />}
      {view.more !== '' && <Line row={row(`  ${view.more}`)} />}
      <Gap />
      <Lines rows={view.about.map((text) => row(text))} />
    </>
  );
}
