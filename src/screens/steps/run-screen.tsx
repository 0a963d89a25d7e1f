import { Box } from 'ink';
import { Gap } from '../parts/frame.tsx';
import { Lines } from '../parts/say.tsx';
import type { RunView } from '../views/run-view.ts';

/** The job at work. */
export function RunScreen({ view }: { readonly view: RunView }) {
  return (
    <>
      <Box flexDirection={view.isWide ? 'row' : 'column'} flexShrink={0} columnGap={2}>
        <Box flexDirection="column" flexShrink={0}>
          <Lines rows={view.counters} />
        </Box>
        <Box flexDirection="column" flexShrink={0}>
          <Lines rows={view.map} />
        </Box>
      </Box>
      <Gap />
      <Lines rows={view.speed} />
      <Gap />
      <Lines rows={view.proof} />
      <Gap />
      <Lines rows={view.status} />
    </>
  );
}
