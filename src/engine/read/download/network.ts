import { readFileSync } from 'node:fs';
import type { Agent } from 'node:http';
import * as z from 'zod';

/** Longer than any bundle of certificates in use. */
const MOST_CERTIFICATE_LETTERS = 1 << 20;
/** As curl and most others name them; the small ones go before the others. */
const PROXY_NAMES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'];
/** Files of certificates to trust besides: OpenSSL's name for it, and Node's. */
const CERTIFICATE_NAMES = ['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'];
/** An idle connection is kept for the next range. */
const IDLE_MS = 5000;

/**
 * How a person's environment leads to servers. It goes to the job with its order: an elevating tool empties the environment, and
 * root may not read the files that it names.
 */
export const network = z.strictObject({
  proxies: z.partialRecord(z.enum(PROXY_NAMES), z.string().max(4096)).optional(),
  certificates: z.array(z.string().max(MOST_CERTIFICATE_LETTERS)).max(CERTIFICATE_NAMES.length),
});

export type Network = z.infer<typeof network>;

/** What an environment says. */
export function networkOf(environment: Readonly<Record<string, string | undefined>> = process.env): Network {
  const proxies = PROXY_NAMES.flatMap((name) => {
    const value = environment[name];
    return value ? [[name, value]] : [];
  });
  const files = CERTIFICATE_NAMES.flatMap((name) => environment[name] ?? []);
  return {
    ...(proxies.length > 0 && { proxies: Object.fromEntries(proxies) }),
    certificates: [...new Set(files)].flatMap(textOf),
  };
}

/** A file that is not there is nobody's failure: whoever needs it says which certificate is missing. */
function textOf(path: string): string[] {
  try {
    const text = readFileSync(path, 'utf8');
    return text.length <= MOST_CERTIFICATE_LETTERS ? [text] : [];
  } catch {
    return [];
  }
}

let way: Network | undefined;
const agents = new Map<string, Promise<Agent>>();

/** This process goes to servers as somebody else's environment says. */
export function goBy(given: Network): void {
  way = given;
  agents.clear();
}

/** What connects to servers of this kind: by a proxy where one is named, and trusting what the system trusts. */
export function agentFor(protocol: string): Promise<Agent> {
  const known = agents.get(protocol) ?? makeAgent(protocol, way ?? networkOf());
  agents.set(protocol, known);
  return known;
}

async function makeAgent(protocol: string, { proxies, certificates }: Network): Promise<Agent> {
  const options = { keepAlive: true, timeout: IDLE_MS, ...(proxies && { proxyEnv: proxies }) };
  if (protocol !== 'https:') return new (await import('node:http')).Agent(options);
  const [{ Agent: SecureAgent }, { getCACertificates }] = await Promise.all([
    import('node:https'),
    import('node:tls'),
  ]);
  const trusted = new Set([...getCACertificates('default'), ...getCACertificates('system'), ...certificates]);
  return new SecureAgent({ ...options, ca: [...trusted] });
}
