import { exitCodes } from '../../engine/contract/failure/exit-codes.ts';
import type { Surroundings } from '../../engine/contract/ports/surroundings.ts';
import { inEnglish, t } from '../../words/language.ts';
import { usageFailure } from '../../words/spoken-failure.ts';
import type { Face } from '../face.ts';
import type { CommonOptions } from '../given.ts';
import { tell, tellJson } from '../tell.ts';
import { type Diagnosis, diagnose, installing, isFit, type Lack } from './judge.ts';
import { type Want, wants } from './wants.ts';

/** `isowright doctor [WANT…]`: what this machine lacks, and the command that mends it. */
export async function doctor(words: readonly string[], flags: CommonOptions, face: Face): Promise<number> {
  const wanted = words.map(wantNamed);
  const around = await face.surroundings();
  const diagnoses = wanted.length > 0 ? diagnose(around, wanted) : diagnose(around);
  if (flags.json)
    tellJson(
      face.out,
      inEnglish(() => toldDiagnoses(diagnoses, around)),
      2,
    );
  else tell(face.out, ...linesOf(diagnoses, around, flags.quiet === true));
  return isFit(diagnoses) ? exitCodes.done : exitCodes.device;
}

function wantNamed(word: string): Want {
  const want = wants.find((one) => one === word);
  if (want === undefined) throw usageFailure(() => t().doctor.noSuchWant(word, wants.join(', ')));
  return want;
}

function toldDiagnoses(diagnoses: readonly Diagnosis[], around: Surroundings): object {
  const { platform, system, packages = null, nodeVersion, terminal = null } = around;
  return {
    ok: isFit(diagnoses),
    system: { platform, name: system, packages, node: nodeVersion, terminal },
    wants: diagnoses.map(({ want, lacks }) => ({
      want,
      ok: isFit([{ want, lacks }]),
      lacks: lacks.map(({ command = null, tool = null, ...lack }) => ({
        ...lack,
        tool,
        command,
        text: t().doctor.lacks[lack.code],
      })),
    })),
    command: installing(packagesOf(diagnoses), around) ?? null,
  };
}

function packagesOf(diagnoses: readonly Diagnosis[]): string[] {
  return diagnoses.flatMap(({ lacks }) => lacks.flatMap(({ packages }) => packages));
}

function linesOf(diagnoses: readonly Diagnosis[], around: Surroundings, isQuiet: boolean): string[] {
  const say = t().doctor;
  const lacking = diagnoses.filter(({ lacks }) => lacks.length > 0);
  const whole = diagnoses.filter(({ lacks }) => lacks.length === 0);
  if (isQuiet && isFit(diagnoses)) return [];
  return [
    say.about(around.system || around.platform, around.nodeVersion),
    ...lacking.flatMap((diagnosis) => ['', ...linesAbout(diagnosis)]),
    ...(whole.length > 0 ? ['', say.nothingLacks(whole.map(({ want }) => say.wants[want]).join(', '))] : []),
    ...allAtOnce(diagnoses, around),
    ...(around.platform === 'linux' ? [] : ['', say.drivesElsewhere]),
  ];
}

function linesAbout({ want, lacks }: Diagnosis): string[] {
  const say = t().doctor;
  return [say.wants[want], ...lacks.flatMap((lack) => linesOfLack(lack))];
}

function linesOfLack({ code, weight, command, tool }: Lack): string[] {
  const say = t().doctor;
  const mend = command ?? (tool === undefined ? undefined : say.findYourself(tool));
  return [`  ${say.weights[weight]}: ${say.lacks[code]}`, ...(mend === undefined ? [] : [`      ${mend}`])];
}

/** Where more than one package is missing. */
function allAtOnce(diagnoses: readonly Diagnosis[], around: Surroundings): string[] {
  const packages = new Set(packagesOf(diagnoses));
  const command = packages.size > 1 ? installing([...packages], around) : undefined;
  return command === undefined ? [] : ['', t().doctor.allAtOnce, `      ${command}`];
}
