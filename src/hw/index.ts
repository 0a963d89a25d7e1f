/** The door of the hardware room: what `src/main.ts` takes from it. */
export { elevationCommand, elevationEnvironment } from './elevation.ts';
export { createMachine, type MachineOptions } from './machine.ts';
export { lookAround } from './surroundings.ts';
