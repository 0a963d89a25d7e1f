import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server on this machine that behaves as a test wants, request by request. */
export interface TestServer {
  readonly url: string;
  /** The headers of every request for the image so far. */
  readonly requests: IncomingMessage['headers'][];
  close(): Promise<void>;
}

export type Behaviour = (ask: IncomingMessage, answer: ServerResponse, number: number) => void;

/** `texts`: what else lies beside the image. */
export async function startServer(
  behave: Behaviour,
  texts: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const requests: IncomingMessage['headers'][] = [];
  const server = createServer((ask, answer) => {
    const text = texts[ask.url?.split('/').at(-1) ?? ''];
    if (text !== undefined) return void answer.end(text);
    if (!ask.url?.endsWith('image.img') && ask.url !== '/again') return void answer.writeHead(404).end();
    requests.push(ask.headers);
    behave(ask, answer, requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/some/image.img`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export interface Serving {
  readonly etag?: string;
  readonly lastModified?: string;
  /** Breaks the connection after so many bytes of the body. */
  readonly breakAfterBytes?: number;
  readonly ignoreRanges?: boolean;
  /** Sends from this place on, whatever was asked for, and says so. */
  readonly sendFromByte?: number;
  readonly withoutLength?: boolean;
}

/** Answers as a good server would, but for what `serving` says. */
export function serve(
  ask: IncomingMessage,
  answer: ServerResponse,
  bytes: Uint8Array,
  serving: Serving,
): void {
  const { etag, lastModified, breakAfterBytes, ignoreRanges, sendFromByte, withoutLength } = serving;
  const [, asked] = /^bytes=(\d+)-$/.exec(ask.headers.range ?? '') ?? [];
  const condition = ask.headers['if-range'];
  const holds = condition === undefined || condition === etag || condition === lastModified;
  const partial = asked !== undefined && holds && !ignoreRanges;
  const from = sendFromByte ?? (partial ? Number(asked) : 0);
  const body = bytes.subarray(from);
  if (etag) answer.setHeader('etag', etag);
  if (lastModified) answer.setHeader('last-modified', lastModified);
  if (partial) answer.setHeader('content-range', `bytes ${from}-${bytes.length - 1}/${bytes.length}`);
  if (!withoutLength) answer.setHeader('content-length', body.length);
  answer.statusCode = partial ? 206 : 200;
  if (breakAfterBytes === undefined || breakAfterBytes >= body.length) answer.end(body);
  else answer.write(body.subarray(0, breakAfterBytes), () => setTimeout(() => answer.destroy(), 5));
}
