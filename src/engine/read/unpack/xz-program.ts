import { errnoOf } from '../../contract/failure/errno.ts';
import { compressionUnsupported } from '../../contract/failure/source-failures.ts';
import { startTool } from '../../host/tools/start-tool.ts';

const ARGUMENTS = ['--decompress', '--stdout', '--format=xz', '--memlimit-decompress=256MiB'];
/** A block is some hundred KiB. */
const PATIENCE_MS = 20_000;

/**
 * A block through the xz program; undefined for a broken one.
 *
 * @throws Failure `compression-unsupported` when the program is not there
 */
export async function unpackByXz(
  packed: Uint8Array,
  mostBytes: number,
  path: string,
): Promise<Uint8Array | undefined> {
  const child = startTool('xz', ARGUMENTS, { stdio: ['pipe', 'pipe', 'ignore'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  const out = new Uint8Array(mostBytes);
  let lengthBytes = 0;
  child.stdin?.on('error', () => undefined).end(packed);
  child.stdout?.on('data', (chunk: Buffer) => {
    if (lengthBytes + chunk.length > mostBytes) child.kill('SIGKILL');
    else out.set(chunk, lengthBytes);
    lengthBytes += chunk.length;
  });
  const status = await new Promise<number | 'missing'>((resolve) => {
    child.on('error', (error) => resolve(errnoOf(error) === 'ENOENT' ? 'missing' : -1));
    child.on('close', (code) => resolve(code ?? -1));
  });
  clearTimeout(timer);
  if (status === 'missing') throw compressionUnsupported(path, { reason: 'xz-program' });
  return status === 0 && lengthBytes <= mostBytes ? out.subarray(0, lengthBytes) : undefined;
}
