import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Check } from '../../src/doctor/check.ts';
import { examine, renderCheck } from '../../src/doctor/index.ts';
import type { MerchantProfile } from '../../src/merchant/profile/profile.ts';
import { readProfile } from '../../src/merchant/profile/read-profile.ts';
import { freePort } from '../free-port.ts';
import { writePublishedCredentials } from '../sandbox/stage.ts';

const example = fileURLToPath(new URL('../../examples/model-merchant/', import.meta.url));

/** What is another than in the example. */
export interface Changes {
  readonly env?: Readonly<Record<string, string>>;
  readonly profile?: (profile: MerchantProfile) => object;
  readonly verbs?: object;
}

/** What a doctor told, by step and name, as it is printed in English. */
export class Told {
  readonly checks: readonly Check[];

  constructor(checks: readonly Check[]) {
    this.checks = checks;
  }

  get lines(): readonly string[] {
    return this.checks.map((check) => renderCheck(check, { language: 'en', colour: false }).trim());
  }

  /** The line that begins so behind its mark. */
  line(name: string): string {
    return (
      this.lines.find((line) => line.slice(2).startsWith(`${name}:`)) ??
      `(no line "${name}" in ${this.lines.join('\n')})`
    );
  }

  /** The lines of what is wrong. */
  get faults(): readonly string[] {
    return this.lines.filter((line) => line.startsWith('✗'));
  }
}

/** For a file of tests: credentials, and profiles of the model merchant's example with something else in them. */
export function surgery() {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-test-'));
  const credentials = join(folder, 'credentials');
  let count = 0;
  before(() => writePublishedCredentials(credentials));
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Writes a profile at a free port and answers where, and the port. */
  const write = async ({ env = {}, profile = (same) => same, verbs = {} }: Changes) => {
    const own = await readProfile(join(example, 'merchant.yaml'), {});
    const port = await freePort();
    const tsx = import.meta.resolve('tsx');
    const launch = {
      ...own.profile.launch,
      command: `exec "${process.execPath}" --import "${tsx}" server.mjs`,
      ready: 'GET /healthz',
      cwd: example,
      within: '60s',
      env: { ...own.profile.launch?.env, PORT: String(port), KIT_SOURCES: '1', ...env },
    };
    const moved = {
      ...own.profile,
      baseUrl: `http://127.0.0.1:${port}`,
      launch,
      verbs: { ...own.profile.verbs, ...verbs },
    };
    count += 1;
    const path = join(folder, `merchant-${count}.json`);
    writeFileSync(path, JSON.stringify(profile(moved), undefined, 2).replaceAll('{port}', String(port)));
    return { path, port };
  };

  return {
    folder,
    credentials,
    write,
    /** A copy of the credentials for a backend that has others than the kit. */
    copy: (): string => {
      count += 1;
      const to = join(folder, `copy-${count}`);
      cpSync(credentials, to, { recursive: true });
      return to;
    },
    examined: async (changes: Changes = {}): Promise<Told> => {
      const { path } = await write(changes);
      return examined({ profile: path, credentials });
    },
  };
}

export async function examined(merchant: Parameters<typeof examine>[0]): Promise<Told> {
  const checks: Check[] = [];
  await examine(merchant, (check) => checks.push(check));
  return new Told(checks);
}
