import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export type Ring = 'publisher' | 'person';

/** Two keyrings of gpg: a publisher with two keys, and a person who knows the first of them. */
export interface Rings {
  readonly folderOf: Readonly<Record<Ring, string>>;
  gpg(ring: Ring, args: readonly string[], input?: string | Uint8Array): Buffer;
  /** `who`: known or stranger. */
  sign(
    who: string,
    how: '--detach-sign' | '--clearsign',
    bytes: string | Uint8Array,
    ...more: readonly string[]
  ): Buffer;
  /** Ends the agents that gpg started. */
  close(): void;
}

export function ringsIn(folder: string): Rings {
  const folderOf = { publisher: join(folder, 'publisher'), person: join(folder, 'person') };
  const gpg: Rings['gpg'] = (ring, args, input = '') =>
    execFileSync('gpg', ['--batch', '--no-tty', '--pinentry-mode', 'loopback', '--passphrase', '', ...args], {
      input,
      timeout: 120_000,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, GNUPGHOME: folderOf[ring], LC_ALL: 'C.UTF-8' },
    });
  for (const ring of Object.values(folderOf)) mkdirSync(ring, { mode: 0o700 });
  for (const who of ['Known <known@example.org>', 'Stranger <stranger@example.org>'])
    gpg('publisher', ['--quick-generate-key', who, 'ed25519', 'sign', 'never']);
  gpg('person', ['--import'], gpg('publisher', ['--export', 'known@example.org']));
  return {
    folderOf,
    gpg,
    sign: (who, how, bytes, ...more) => gpg('publisher', ['-u', who, ...more, how, '--output', '-'], bytes),
    close() {
      for (const ring of Object.values(folderOf))
        execFileSync('gpgconf', ['--kill', 'all'], {
          env: { ...process.env, GNUPGHOME: ring },
          timeout: 60_000,
        });
    },
  };
}
