import type { ContainerNote } from '../engine/contract/events/container-facts.ts';
import { t } from './language.ts';

/** What a person should know of a container whose content is read. */
export function containerStateText({ format, state, count = 0 }: ContainerNote): string {
  const { states } = t().containers;
  return Object.hasOwn(states, state) ? states[state](format, count) : state;
}
