import { t } from '../../words/language.ts';
import { Gap } from '../parts/frame.tsx';
import { SafeSelect } from '../parts/safe-select.tsx';
import { InPlace, Line, Lines } from '../parts/say.tsx';
import { row } from '../views/row.ts';
import type { TargetView } from '../views/target-view.ts';

/** Drives that can be written, what is known of the marked one, and why the others are not offered. */
export function TargetScreen({ view }: { readonly view: TargetView }) {
  return (
    <>
      <Line row={row(view.question, 'strong')} />
      <Gap />
      <SafeSelect rows={view.rows} cursor={view.cursor} />
      {view.more !== '' && <Line row={row(`  ${view.more}`)} />}
      {view.empty !== undefined && <InPlace text={view.empty} />}
      {view.details.length > 0 && <Gap />}
      <Lines rows={view.details.map((text) => row(text, 'accent'))} />
      <Lines rows={view.warnings.map((text) => row(`  ${text}`, 'warn'))} />
      {view.refused.length > 0 && (
        <>
          <Gap />
          <Line row={row(t().screens.target.notOffered, 'strong')} />
          <Lines rows={view.refused.map((text) => row(text))} />
        </>
      )}
      <Gap />
      <Line row={view.tip} />
    </>
  );
}
