/**
 * What work gives, and the processor time this process spent on it, in milliseconds: however busy others keep the
 * machine, it is the same. Unlike time on the wall it can be bounded in a test.
 */
export async function cpuTimeOf<T>(
  work: () => T | Promise<T>,
): Promise<{ readonly result: T; readonly cpuMs: number }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuMs: (user + system) / 1000 };
}
