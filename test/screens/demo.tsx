import type { GlyphSet } from '../../src/screens/look/glyphs.ts';
import { runWizard } from '../../src/screens/main.ts';
import { languageOfEnvironment, speak, spellWith } from '../../src/words/language.ts';
import { fakeWorld } from './fake-ports.ts';
import { frameOf } from './frame.tsx';
import { recordedFrames, recordingSize } from './recording.ts';
import { situations } from './situations/index.ts';

/** What `npm run demo` does with its arguments; returns the exit code. */
export async function demo(args: readonly string[]): Promise<number> {
  spellWith(args.includes('--ascii') ? 'ascii' : 'all');
  await speak(languageOfEnvironment(process.env));
  const [screen, name] = args.filter((arg) => !arg.startsWith('-'));
  if (screen === 'wizard') return showWizard(args);
  if (screen === 'recording') {
    process.stdout.write(`${JSON.stringify({ frames: recordedFrames(), size: recordingSize })}\n`);
    return 0;
  }
  const found = situations.find(
    (situation) => situation.screen === screen && situation.name === (name ?? situation.name),
  );
  if (args.includes('--list') || found === undefined)
    return list(screen !== undefined && found === undefined);
  const { wizard, nowMs } = found.make();
  const { columns = 80, rows = 24 } = process.stdout;
  const look = {
    columns,
    rows: Math.max(10, rows - 1),
    glyphs: glyphsOf(args),
    colour: !process.env.NO_COLOR,
  };
  process.stdout.write(`${frameOf(wizard, nowMs, look)}\n`);
  return 0;
}

/** The whole wizard on a fake machine; only drawn. */
function showWizard(args: readonly string[]): Promise<number> {
  const { ports } = fakeWorld({ stepMs: 120, privileged: !args.includes('--unprivileged') });
  const { stdin, stdout } = process;
  const plain = args.includes('--plain');
  return runWizard(ports, {
    stdin,
    stdout,
    plain,
    glyphs: glyphsOf(args),
    colour: !process.env.NO_COLOR,
    maxFps: 10,
  });
}

function glyphsOf(args: readonly string[]): GlyphSet {
  if (args.includes('--ascii')) return 'ascii';
  return args.includes('--cp437') ? 'cp437' : 'utf8';
}

function list(isWrong: boolean): number {
  if (isWrong) process.stderr.write('There is no such screen. All of them:\n');
  for (const { screen, name } of situations) process.stdout.write(`npm run demo -- ${screen} ${name}\n`);
  return isWrong ? 2 : 0;
}
