import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { testWith } from '../fakes/rigs.ts';

// Behind a company's proxy, and with a certificate that only the company knows.

const test = testWith('tool:openssl');
const BYTES = 2 << 20;
const image = seededBytes(BYTES);

let folder = '';
let proxied: string[] = [];
const servers: Server[] = [];
const at = (name: string): string => join(folder, name);

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    servers.push(server);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

const openssl = (...args: string[]): void =>
  void execFileSync('openssl', args, { cwd: folder, stdio: 'ignore', timeout: 60_000 });

/** An authority of our own, and what it signed for this computer. */
function makeCertificates(): void {
  const days = ['-days', '2', '-nodes', '-newkey', 'rsa:2048'];
  openssl('req', '-x509', ...days, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Company');
  openssl(
    'req',
    '-nodes',
    '-newkey',
    'rsa:2048',
    '-keyout',
    'own.key',
    '-out',
    'own.csr',
    '-subj',
    '/CN=localhost',
  );
  writeFileSync(at('ext'), 'subjectAltName=DNS:localhost,IP:127.0.0.1');
  const sign = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'ext'];
  openssl('x509', '-req', '-in', 'own.csr', ...sign, '-out', 'own.pem');
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-proxy-'));
  makeCertificates();
  writeFileSync(at('drive.img'), new Uint8Array(BYTES * 2));
});
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Gives the image for any address, and notes for which it was asked. */
function makeProxy(): Promise<number> {
  proxied = [];
  const proxy = createServer((request, answer) => {
    proxied.push(request.url ?? '');
    answer.end(request.url?.endsWith('a.img') ? image : undefined);
  });
  proxy.on('connect', (request, client) => {
    proxied.push(request.url ?? '');
    const port = Number(request.url?.split(':')[1]);
    const server = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      server.pipe(client).pipe(server);
    });
  });
  return listen(proxy);
}

async function secureServer(): Promise<number> {
  const options = { key: readFileSync(at('own.key')), cert: readFileSync(at('own.pem')) };
  const server = createSecureServer(options, (request, answer) => {
    answer.writeHead(request.url === '/a.img' ? 200 : 404);
    answer.end(request.url === '/a.img' ? image : undefined);
  });
  return listen(server);
}

async function written(url: string, env: Record<string, string>) {
  const args = ['write', url, at('drive.img'), '--file-target', '--yes', '--expect-size', String(BYTES * 2)];
  const none = {
    http_proxy: '',
    https_proxy: '',
    HTTP_PROXY: '',
    HTTPS_PROXY: '',
    NO_PROXY: '',
    no_proxy: '',
  };
  const { status, done, stderr } = await startIsowright(args, { ...none, ...env }).ended;
  return { status, code: done?.report.failure?.code, stderr };
}

test('an address is asked for through HTTP_PROXY, and not where NO_PROXY names it', async () => {
  const port = await makeProxy();
  const env = { HTTP_PROXY: `http://127.0.0.1:${port}` };
  const { status, stderr } = await written('http://images.invalid/a.img', env);
  expect([status, proxied[0]], stderr).toEqual([0, 'http://images.invalid/a.img']);
  expect(readFileSync(at('drive.img')).subarray(0, BYTES).equals(Buffer.from(image))).toBe(true);
  proxied = [];
  expect(
    (await written('http://images.invalid/a.img', { ...env, NO_PROXY: 'images.invalid' })).status,
  ).not.toBe(0);
  expect(proxied).toEqual([]);
});

test("a company's certificate counts when SSL_CERT_FILE or NODE_EXTRA_CA_CERTS names it, and not otherwise", async () => {
  const url = `https://localhost:${await secureServer()}/a.img`;
  expect(await written(url, {})).toMatchObject({ code: 'download-failed' });
  for (const name of ['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'])
    expect(await written(url, { [name]: at('ca.pem') })).toMatchObject({ status: 0 });
});

test('https goes through HTTPS_PROXY by CONNECT, and the certificate is still held against the server', async () => {
  const port = await secureServer();
  const proxy = await makeProxy();
  const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy}` };
  const url = `https://localhost:${port}/a.img`;
  expect(await written(url, { ...env, SSL_CERT_FILE: at('ca.pem') })).toMatchObject({ status: 0 });
  expect(proxied).toContain(`localhost:${port}`);
  expect(await written(url, env)).toMatchObject({ code: 'download-failed' });
});
