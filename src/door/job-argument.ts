/** The argument that turns this program into the process that carries out one job. */
export const JOB_ARGUMENT = '--job-process';
