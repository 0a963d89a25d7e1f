import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, afterEach, expect, onTestFinished, test } from 'vitest';
import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import type { DownloadOptions } from '../../../../src/engine/read/download/download.ts';
import { paced } from '../../../../src/engine/read/download/pace.ts';
import type { SourceNote } from '../../../../src/engine/read/open/open-options.ts';
import { openSource } from '../../../../src/engine/read/open/open-source.ts';
import { testWith } from '../../../fakes/rigs.ts';
import { folder, readAll, removeFolder, sampleImage } from '../decode/packing.ts';
import { type Behaviour, serve, startServer, type TestServer } from './server.ts';

const image = sampleImage((1 << 20) + 321);
const quick = { patience: { tries: 4, firstWaitMs: 1 }, silenceMs: 300 };
let server: TestServer | undefined;

afterEach(() => server?.close());
afterAll(removeFolder);

async function fetched(behave: Behaviour, signal?: AbortSignal) {
  server = await startServer(behave);
  return fetchedFrom(server.url, signal);
}

async function fetchedFrom(url: string, signal?: AbortSignal, more: Partial<DownloadOptions> = {}) {
  const source = await openSource(url, { download: { ...quick, ...more }, signal });
  try {
    return { bytes: await readAll(source), sizeBytes: source.sizeBytes };
  } finally {
    await source.close();
  }
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (error instanceof Failure) return error;
  throw new Error(`no failure but ${error}`);
}

test('a download is the image, with the size the server says', async () => {
  const { bytes, sizeBytes } = await fetched((ask, answer) => serve(ask, answer, image, {}));
  expect(Buffer.compare(bytes, image)).toBe(0);
  expect(sizeBytes).toBe(image.length);
});

/** Of an answer whose bytes tell nothing. */
async function refusedAs(type: string, bytes: Uint8Array, raw = false): Promise<unknown> {
  const typed: Behaviour = (ask, answer) => {
    answer.setHeader('content-type', type);
    serve(ask, answer, bytes, {});
  };
  const { url, close } = await startServer(typed);
  try {
    const source = await openSource(url, { download: quick, raw });
    await readAll(source).finally(() => source.close());
    return 'taken';
  } catch (error) {
    return error instanceof Failure ? error.facts : error;
  } finally {
    await close();
  }
}

test('what a server sends as a page or as data in the place of an image is refused, --raw takes it', async () => {
  const types = {
    'text/html; charset=utf-8': 'web-page',
    'application/xhtml+xml': 'web-page',
    'Application/JSON': 'text',
    'application/problem+json': 'text',
    'text/xml': 'text',
  };
  for (const [type, found] of Object.entries(types)) {
    expect(await refusedAs(type, image), type).toMatchObject({ found });
    expect(await refusedAs(type, image, true), type).toBe('taken');
  }
});

test('the bytes of a disk or of a packed image count for more than what a server calls them', async () => {
  const disk = Buffer.from(image);
  disk.set([0x55, 0xaa], 510);
  expect(await refusedAs('text/html', disk)).toBe('taken');
  expect(await refusedAs('text/html', gzipSync(image))).toBe('taken');
  for (const type of ['text/plain', 'application/octet-stream', ''])
    expect(await refusedAs(type, image), type).toBe('taken');
});

test('a packed download is unpacked on the way, whatever it is called', async () => {
  for (const pack of [gzipSync, zstdCompressSync]) {
    const { bytes } = await fetched((ask, answer) => serve(ask, answer, pack(image), {}));
    expect(Buffer.compare(bytes, image)).toBe(0);
    await server?.close();
  }
});

for (const validator of [{ etag: '"one"' }, { lastModified: 'Sat, 01 Nov 2025 10:00:00 GMT' }, {}]) {
  test(`connections that break are gone on with (${JSON.stringify(validator)})`, async () => {
    const { bytes } = await fetched((ask, answer) =>
      serve(ask, answer, image, { ...validator, breakAfterBytes: 300_000 }),
    );
    expect(Buffer.compare(bytes, image)).toBe(0);
    expect(server?.requests).toHaveLength(4);
    expect(server?.requests[1]?.range).toMatch(/^bytes=\d+-$/);
  });
}

test('a server that knows no ranges sends all again, and what was given already is left out', async () => {
  const { bytes } = await fetched((ask, answer, number) =>
    serve(ask, answer, image, { ignoreRanges: true, ...(number < 3 && { breakAfterBytes: 500_000 }) }),
  );
  expect(Buffer.compare(bytes, image)).toBe(0);
});

test('an answer without a length is taken to its end, and broken off ones are gone on with', async () => {
  const { bytes, sizeBytes } = await fetched((ask, answer, number) =>
    serve(ask, answer, image, { withoutLength: true, ...(number === 1 && { breakAfterBytes: 400_000 }) }),
  );
  expect(sizeBytes).toBeUndefined();
  expect(Buffer.compare(bytes, image)).toBe(0);
});

test('another version in the middle is never mixed in', async () => {
  const other = sampleImage(image.length, 99);
  const changes: Behaviour[] = [
    (ask, answer, number) =>
      serve(ask, answer, number === 1 ? image : other, { etag: `"${number}"`, breakAfterBytes: 300_000 }),
    (ask, answer, number) =>
      serve(ask, answer, number === 1 ? image : other, {
        lastModified: `Sat, 0${number} Nov 2025 10:00:00 GMT`,
        breakAfterBytes: 300_000,
      }),
    (ask, answer, number) =>
      serve(ask, answer, number === 1 ? image : other.subarray(0, 900_000), { breakAfterBytes: 300_000 }),
    // Without ranges and without a version only the bytes themselves can tell.
    (ask, answer, number) =>
      serve(ask, answer, number === 1 ? image : other, {
        ignoreRanges: true,
        breakAfterBytes: 400_000 * number,
      }),
  ];
  for (const behave of changes) {
    expect((await failureOf(fetched(behave))).code).toBe('source-changed');
    await server?.close();
  }
});

test('a server that lies about ranges is not believed', async () => {
  const failure = await failureOf(
    fetched((ask, answer, number) =>
      serve(ask, answer, image, { breakAfterBytes: 300_000, ...(number > 1 && { sendFromByte: 100_000 }) }),
    ),
  );
  expect(failure.code).toBe('download-failed');
});

test('a server in trouble is asked again, one that says no is not', async () => {
  const { bytes } = await fetched((ask, answer, number) => {
    if (number < 3) answer.writeHead(503).end('later');
    else serve(ask, answer, image, {});
  });
  expect(bytes).toHaveLength(image.length);
  await server?.close();
  const missing = await failureOf(fetched((_, answer) => void answer.writeHead(404).end()));
  expect([missing.code, server?.requests.length]).toEqual(['source-missing', 1]);
  await server?.close();
  const refused = await failureOf(fetched((_, answer) => void answer.writeHead(403).end()));
  expect([refused.code, server?.requests.length]).toEqual(['download-failed', 1]);
});

test('a server that drops every connection, or falls silent, is given up', async () => {
  const dropping = await failureOf(fetched((_, answer) => void answer.destroy()));
  expect(dropping.facts).toMatchObject({ kind: 'network' });
  await server?.close();
  const stuck = await failureOf(
    fetched((ask, answer) => serve(ask, answer, image, { breakAfterBytes: 100 })),
  );
  expect(stuck.facts).toMatchObject({ kind: 'network' });
  await server?.close();
  const silent = await failureOf(
    fetched(
      (_, answer) => void answer.writeHead(200, { 'content-length': 5_000_000 }).write('x'.repeat(600)),
    ),
  );
  expect(silent.facts).toMatchObject({
    kind: 'network',
    because: { reason: 'connection', error: 'ETIMEDOUT' },
  });
});

test('a stop does not wait for a silent server', async () => {
  const stopping = new AbortController();
  const work = failureOf(
    fetched((_, answer) => {
      answer.writeHead(200, { 'content-length': 5_000_000 }).write('x'.repeat(600));
      setTimeout(() => stopping.abort(new Failure('stopped', { by: 'person' })), 50);
    }, stopping.signal),
  );
  expect((await work).code).toBe('stopped');
});

test('web pages, redirections without end and odd addresses are refused', async () => {
  const page = new TextEncoder().encode('<!DOCTYPE html><title>Log in</title>');
  expect((await failureOf(fetched((ask, answer) => serve(ask, answer, page, {})))).code).toBe(
    'source-not-an-image',
  );
  await server?.close();
  const circle = await failureOf(
    fetched((_, answer) => void answer.writeHead(302, { location: '/again' }).end()),
  );
  expect(circle.facts).toMatchObject({ kind: 'refused' });
  for (const url of ['ftp://127.0.0.1/x', 'http://user:secret@127.0.0.1/x', 'https://'])
    expect((await failureOf(fetchedFrom(url))).code).toBe('usage');
  expect((await failureOf(fetchedFrom('http://127.0.0.1:1/x'))).facts).toMatchObject({
    because: { reason: 'connection', error: 'ECONNREFUSED' },
  });
});

test('a redirection with a name and a password is not followed', async () => {
  const failure = await failureOf(
    fetched((ask, answer) => {
      if (ask.url !== '/some/image.img') return serve(ask, answer, image, {});
      answer.writeHead(302, { location: `http://ann:secret@${ask.headers.host}/other` }).end();
    }),
  );
  expect(failure).toMatchObject({ code: 'download-failed', facts: { kind: 'refused' } });
  expect(JSON.stringify(failure.facts)).not.toContain('secret');
  expect(server?.requests).toHaveLength(1);
});

test('a server that packs for the way though it was asked not to is refused', async () => {
  const failure = await failureOf(
    fetched((ask, answer) => {
      answer.setHeader('content-encoding', 'gzip');
      serve(ask, answer, gzipSync(image), {});
    }),
  );
  expect(failure.facts).toMatchObject({ kind: 'refused' });
});

test('a redirection is followed, and what it leads to is gone on with there', async () => {
  const { bytes } = await fetched((ask, answer) => {
    if (ask.url === '/some/image.img') answer.writeHead(302, { location: '/mirror/image.img' }).end();
    else serve(ask, answer, image, { etag: '"m"', breakAfterBytes: 700_000 });
  });
  expect(Buffer.compare(bytes, image)).toBe(0);
  expect(server?.requests).toHaveLength(3);
});

test('checksums on the server are compared, of what comes and of what it unpacks to', async () => {
  const gz = gzipSync(image);
  const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const notes: (string | undefined)[] = [];
  const good = { SHA256SUMS: `${sha256(gz)}  image.img\n` };
  server = await startServer((ask, answer) => serve(ask, answer, gz, {}), good);
  const source = await openSource(server.url, { download: quick, onNote: ({ path }) => notes.push(path) });
  await readAll(source).finally(() => source.close());
  expect(new Set(notes)).toEqual(new Set([server.url.replace('image.img', 'SHA256SUMS')]));
  await server.close();
  server = await startServer((ask, answer) => serve(ask, answer, image, {}), {
    'image.img.sha256': '0'.repeat(64),
  });
  expect((await failureOf(fetchedFrom(server.url))).code).toBe('checksum-wrong');
});

testWith('tool:openssl')('a certificate nobody vouches for is said clearly, and tried once', async () => {
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name)) as [string, string];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-days', '2'];
  execFileSync('openssl', [...request, '-keyout', key, '-out', cert], { stdio: 'ignore', timeout: 20_000 });
  let asked = 0;
  const tls = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, answer) => {
    asked++;
    answer.end('x');
  });
  await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
  const { port } = tls.address() as AddressInfo;
  const failure = await failureOf(fetchedFrom(`https://127.0.0.1:${port}/x.img`));
  tls.close();
  expect(failure.facts).toMatchObject({
    kind: 'certificate',
    because: { reason: 'connection', error: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  });
  expect(asked).toBe(0);
});

test('a checksum that came over plain http as the image did is weak, and that is said', async () => {
  const sha256 = createHash('sha256').update(image).digest('hex');
  const notes: SourceNote[] = [];
  server = await startServer((ask, answer) => serve(ask, answer, image, {}), { 'image.img.sha256': sha256 });
  const source = await openSource(server.url, { download: quick, onNote: (note) => notes.push(note) });
  await readAll(source).finally(() => source.close());
  expect(notes.map(({ code }) => code)).toEqual(['checksum-file-matches', 'checksum-weak']);
  expect(notes[1]?.facts).toEqual({ weak: 'plain-http' });
});

const hasty = { patience: { tries: 2, firstWaitMs: 1 }, pace: { bytes: 64 << 10, withinMs: 100 } };
const slowly = (drip: () => void): void => {
  const timer = setInterval(drip, 20);
  onTestFinished(() => clearInterval(timer));
};

test('a server that drips the image is given up, and so is one that drips what is none of it', async () => {
  server = await startServer((_, answer) => {
    answer.writeHead(200, { 'content-length': image.length });
    slowly(() => answer.write('x'));
  });
  const dripped = await failureOf(fetchedFrom(server.url, undefined, hasty));
  expect(dripped).toMatchObject({ code: 'download-failed', facts: { kind: 'network' } });
  expect(dripped.facts).toMatchObject({ because: { reason: 'connection', error: 'TOO_SLOW' } });
  // Who drips goes on dripping: asking again brings nothing.
  expect(server.requests).toHaveLength(1);
  await server.close();
  server = await startServer((_, answer) => {
    // A chunk whose size never comes to its end (RFC 9112 section 7.1).
    answer.socket?.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;x=');
    slowly(() => answer.socket?.write('y'));
  });
  expect(await failureOf(fetchedFrom(server.url, undefined, hasty))).toMatchObject({
    code: 'download-failed',
  });
});

test('a server that drips its headers, or says «wait» without end, is given up', async () => {
  for (const drip of ['x-a: b\r\n', 'HTTP/1.1 103 Early Hints\r\n\r\n']) {
    server = await startServer((_, answer) => {
      if (drip.startsWith('x')) answer.socket?.write('HTTP/1.1 200 OK\r\n');
      slowly(() => answer.socket?.write(drip));
    });
    const more = { headersMs: 200, patience: { tries: 1, firstWaitMs: 1 } };
    expect(await failureOf(fetchedFrom(server.url, undefined, more))).toMatchObject({
      code: 'download-failed',
      facts: { kind: 'network' },
    });
    await server.close();
  }
});

test('a slow reader is no slow server: only waiting counts', async () => {
  let nowMs = 0;
  const chunk = Buffer.alloc(10);
  const body = Readable.from([chunk, chunk, chunk]) as unknown as IncomingMessage;
  let cameBytes = 0;
  for await (const came of paced(body, { bytes: 1000, withinMs: 60_000 }, () => nowMs)) {
    cameBytes += came.length;
    nowMs += 3_600_000;
  }
  expect(cameBytes).toBe(30);
});

test('odd percent signs in an address are no reason to fall over', async () => {
  server = await startServer((ask, answer) => serve(ask, answer, image, {}));
  const url = server.url.replace('/some/', '/some/100%/%zz%E0%A4%A');
  expect(Buffer.compare((await fetchedFrom(url)).bytes, image)).toBe(0);
});

test('no failure of a download tells the secrets of an address, its own or one it is sent on to', async () => {
  server = await startServer((_, answer) =>
    answer.writeHead(302, { location: 'ftp://ann:SECRET1@elsewhere/x?token=SECRET2' }).end(),
  );
  const failures = await Promise.all([
    failureOf(fetchedFrom(`${server.url}?token=SECRET3&x=image.img`)),
    failureOf(fetchedFrom('http://127.0.0.1:1/x.iso?SECRET4#SECRET5')),
    failureOf(fetchedFrom('http://ann:SECRET6@127.0.0.1:1/x.iso')),
    failureOf(fetchedFrom('ftp://ann:SEC/RET7@127.0.0.1:1/x.iso?SECRET8')),
  ]);
  for (const failure of failures)
    expect(`${failure.message} ${JSON.stringify(failure.facts)}`).not.toMatch(/SEC|RET\d|ann/);
  expect(failures[1]?.facts).toMatchObject({ url: 'http://127.0.0.1:1/x.iso?...' });
});
