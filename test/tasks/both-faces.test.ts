import { expect, test } from 'vitest';
import { optionOf } from '../../src/tasks/options/options.ts';
import { allTasks } from '../../src/tasks/tasks.ts';

// What can be chosen on the command line can be chosen in the wizard, and the other way round.

/** Said by what is typed at the confirmation, where the loss is named: `undo partly`. */
const typedAtConfirmation = ['partly'];
/** Said by what is marked in a browser, which shows the image. */
const markedInImage = ['changes'];

for (const task of allTasks) {
  test(`each option of ${task.id} is a flag (or a variable) and a row of a step that the wizard comes to`, () => {
    const options = task.options.map(optionOf);
    expect(options.filter(({ flag, variable }) => !flag && !variable).map(({ id }) => id)).toEqual([]);
    const hidden = options.filter(({ row }) => row === 'none').map(({ id }) => id);
    expect(hidden).toEqual(hidden.filter((id) => [...typedAtConfirmation, ...markedInImage].includes(id)));
    if (options.length > hidden.length) expect(task.asks).toContain('options');
  });
}
