import { Gap } from '../parts/frame.tsx';
import { SafeSelect } from '../parts/safe-select.tsx';
import { Line, Lines } from '../parts/say.tsx';
import { row } from '../views/row.ts';
import type { WhereView } from '../views/where-view.ts';

/** A file, or another drive. */
export function WhereScreen({ view }: { readonly view: WhereView }) {
  return (
    <>
      <Line row={row(view.question, 'strong')} />
      <Gap />
      <SafeSelect rows={view.rows} cursor={view.cursor} />
      <Gap />
      <Lines rows={view.about.map((text) => row(text))} />
    </>
  );
}
