/** The argument that turns this program into the process that carries out one job; the size of its thread pool follows. */
export const JOB_ARGUMENT = '--job-process';
