import { targetsOf } from '../../engine/contract/plan/parts.ts';
import type { Plan } from '../../engine/contract/plan/plan.ts';
import type { KindWords } from '../kind-words.ts';

/** What is left of drives when writing them is stopped in a phase. */
export const drivesLeft: KindWords['stopped'] = (plan, phase) => {
  const isMany = targetsOf(plan).length > 1;
  switch (phase) {
    case 'starting':
    case 'plan':
    case 'read':
      return `Noch wurde nichts geschrieben: ${isMany ? 'Die Laufwerke bleiben' : 'Das Laufwerk bleibt'} wie zuvor.`;
    case 'test':
      return `Noch wurde kein Abbild geschrieben. Was der Test änderte, wird zurückgeschrieben, dann ${isMany ? 'sind die Laufwerke' : 'ist das Laufwerk'} wie zuvor.`;
    case 'verify':
    case 'finish':
      return `Das ganze Abbild ist auf ${isMany ? 'den Laufwerken' : 'dem Laufwerk'}, aber dass es sich zurücklesen lässt, wird nicht geprüft.`;
    default:
      return isMany
        ? 'Die Laufwerke bleiben unfertig: Ihr alter Inhalt ist weg, und sie sind erst brauchbar, wenn sie neu geschrieben werden.'
        : 'Das Laufwerk bleibt unfertig: Sein alter Inhalt ist weg, und es ist erst brauchbar, wenn es neu geschrieben wird.';
  }
};

/** After a write that went well. */
export function drivesOut(plan: Plan): string[] {
  const count = targetsOf(plan).filter(({ kind }) => kind === 'drive').length;
  if (count === 0) return [];
  return [count === 1 ? 'Das Laufwerk kann abgezogen werden.' : 'Die Laufwerke können abgezogen werden.'];
}

export const discsLeft: KindWords['stopped'] = (_, phase) => {
  switch (phase) {
    case 'starting':
    case 'plan':
    case 'read':
    case 'test':
      return 'Es ist noch nichts gebrannt.';
    case 'verify':
    case 'finish':
      return 'Das ganze Abbild ist auf der Disc, aber ob es lesbar ist, bleibt ungeprüft.';
    default:
      return 'Eine DVD+R, eine BD-R oder eine DVD-R, die offen bleibt, lässt sich später fortsetzen; eine CD-R oder eine DVD-R in einem Zug ist verdorben; eine wiederbeschreibbare Disc lässt sich neu brennen.';
  }
};
