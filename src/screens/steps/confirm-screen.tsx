import { t } from '../../words/language.ts';
import { Gap } from '../parts/frame.tsx';
import { Line, Lines } from '../parts/say.tsx';
import type { ConfirmView } from '../views/confirm-view.ts';
import { row } from '../views/row.ts';

/** The last question before anything is erased. */
export function ConfirmScreen({ view }: { readonly view: ConfirmView }) {
  return (
    <>
      <Line row={row(view.warning, 'danger')} />
      <Gap />
      <Lines rows={view.facts} />
      <Gap />
      <Line
        row={[
          { text: t().screens.confirm.type, tone: 'plain' },
          { text: view.wanted, tone: 'strong' },
          { text: t().screens.confirm.toStart, tone: 'plain' },
        ]}
      />
      <Line row={row(`> ${view.field}`, 'strong')} />
      {view.state.length > 0 && (
        <>
          <Gap />
          <Line row={view.state} />
        </>
      )}
    </>
  );
}
