import { Gap } from '../parts/frame.tsx';
import { SafeSelect } from '../parts/safe-select.tsx';
import { Line, Lines } from '../parts/say.tsx';
import { row } from '../views/row.ts';
import type { TaskView } from '../views/task-view.ts';

/** The first question. */
export function TaskScreen({ view }: { readonly view: TaskView }) {
  return (
    <>
      {view.welcome.length > 0 && (
        <>
          <Lines rows={view.welcome.map((text) => row(text))} />
          <Gap />
        </>
      )}
      <Line row={row(view.question, 'strong')} />
      <Gap />
      <SafeSelect rows={view.rows} cursor={view.cursor} />
      <Gap />
      <Lines rows={view.about.map((text) => row(text))} />
    </>
  );
}
