import type { DriveHealth } from '../../contract/events/drive-health.ts';
import type { Medium } from '../../contract/ports/medium.ts';
import type { JobContext } from './job-context.ts';

/** Says before the first read that a drive will not last, or has begun to lose sectors, when it says so itself. */
export async function noteHealth(medium: Medium, { onFact }: Pick<JobContext, 'onFact'>): Promise<void> {
  const health = await medium.health?.();
  if (health === undefined) return;
  const code = health.isFailing ? 'drive-failing' : hasLosses(health) ? 'drive-weak' : undefined;
  if (code) onFact({ event: 'note', code, path: medium.path, facts: { health } });
}

/** Replaced sectors alone are the wear of years. */
function hasLosses({ pendingSectors, lostSectors, mediaErrors }: DriveHealth): boolean {
  return [pendingSectors, lostSectors, mediaErrors].some((count) => count !== undefined && count > 0);
}
