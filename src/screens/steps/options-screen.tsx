import { t } from '../../words/language.ts';
import { Gap } from '../parts/frame.tsx';
import { SafeSelect } from '../parts/safe-select.tsx';
import { Line, Lines } from '../parts/say.tsx';
import type { OptionsView } from '../views/options-view.ts';
import { row } from '../views/row.ts';

/** How it is done; every row has a good default. */
export function OptionsScreen({ view }: { readonly view: OptionsView }) {
  return (
    <>
      <Line row={row(t().screens.options.question, 'strong')} />
      <Lines rows={view.found} />
      <Gap />
      <SafeSelect rows={view.rows} cursor={view.cursor} />
      {view.more !== '' && <Line row={row(`  ${view.more}`)} />}
      <Gap />
      <Lines rows={view.about} />
    </>
  );
}
