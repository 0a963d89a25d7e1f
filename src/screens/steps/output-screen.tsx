import { t } from '../../words/language.ts';
import { fill } from '../look/fit.ts';
import { Gap } from '../parts/frame.tsx';
import { SafeSelect } from '../parts/safe-select.tsx';
import { Line, Lines } from '../parts/say.tsx';
import type { OutputView } from '../views/output-view.ts';
import { row } from '../views/row.ts';

/** Where the new image goes and what it is called. */
export function OutputScreen({ view }: { readonly view: OutputView }) {
  const rows = view.fields.map(({ id, title, text }) => ({ id, text: `${fill(title, 9)} ${text}` }));
  return (
    <>
      <Line row={row(t().screens.output.question, 'strong')} />
      <Gap />
      <SafeSelect rows={rows} cursor={view.focus} />
      <Gap />
      {view.warning !== undefined && <Line row={row(view.warning, 'warn')} />}
      <Lines rows={view.about.map((text) => row(text))} />
    </>
  );
}
