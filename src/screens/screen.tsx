import { Box, Text } from 'ink';
import { t } from '../words/language.ts';
import { sizeClass, useLook } from './look/look.ts';
import { Frame } from './parts/frame.tsx';
import { ConfirmScreen } from './steps/confirm-screen.tsx';
import { ExtractScreen } from './steps/extract-screen.tsx';
import { InsideScreen } from './steps/inside-screen.tsx';
import { JobsScreen } from './steps/jobs-screen.tsx';
import { LookScreen } from './steps/look-screen.tsx';
import { OptionsScreen } from './steps/options-screen.tsx';
import { OutputScreen } from './steps/output-screen.tsx';
import { PageScreen } from './steps/page-screen.tsx';
import { QuestionScreen } from './steps/question-screen.tsx';
import { ReportScreen } from './steps/report-screen.tsx';
import { RunScreen } from './steps/run-screen.tsx';
import { SourceScreen } from './steps/source-screen.tsx';
import { SummaryScreen } from './steps/summary-screen.tsx';
import { TargetScreen } from './steps/target-screen.tsx';
import { TaskScreen } from './steps/task-screen.tsx';
import { WhereScreen } from './steps/where-screen.tsx';
import type { Body, ScreenView } from './views/screen-view.ts';

/** The whole screen, drawn from plain data. */
export function Screen({ view }: { readonly view: ScreenView }) {
  const look = useLook();
  if (sizeClass(look) === 'message') return <TooSmall />;
  return (
    <Frame view={view.frame}>
      <BodyScreen body={view.body} />
    </Frame>
  );
}

function BodyScreen({ body }: { readonly body: Body }) {
  switch (body.kind) {
    case 'task':
      return <TaskScreen view={body.view} />;
    case 'jobs':
      return <JobsScreen view={body.view} />;
    case 'source':
      return <SourceScreen view={body.view} />;
    case 'look':
      return <LookScreen view={body.view} />;
    case 'inside':
      return <InsideScreen view={body.view} />;
    case 'extract':
      return <ExtractScreen view={body.view} />;
    case 'output':
      return <OutputScreen view={body.view} />;
    case 'where':
      return <WhereScreen view={body.view} />;
    case 'target':
      return <TargetScreen view={body.view} />;
    case 'options':
      return <OptionsScreen view={body.view} />;
    case 'summary':
      return <SummaryScreen view={body.view} />;
    case 'confirm':
      return <ConfirmScreen view={body.view} />;
    case 'run':
      return <RunScreen view={body.view} />;
    case 'report':
      return <ReportScreen view={body.view} />;
    case 'page':
      return <PageScreen view={body.view} />;
    case 'question':
      return <QuestionScreen view={body.view} />;
  }
}

/** A window too small to choose a drive in: a running job goes on behind it. */
function TooSmall() {
  const { rows } = useLook();
  return (
    <Box width="100%" height={rows} overflow="hidden">
      <Text wrap="wrap">{t().screens.frame.tooSmall}</Text>
    </Box>
  );
}
