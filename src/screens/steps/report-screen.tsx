import { Lines } from '../parts/say.tsx';
import type { ReportView } from '../views/report-view.ts';

/** What was done and proved, and what to do next. */
export function ReportScreen({ view }: { readonly view: ReportView }) {
  return <Lines rows={view.rows} />;
}
