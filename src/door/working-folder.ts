/** Where the person is; empty when that folder is not there any more. */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '';
  }
}
