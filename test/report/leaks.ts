import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unpacked } from '../../src/evidence/archive.ts';

/** What somebody gets to see: its name, and what stands in it. */
export type Artefact = readonly [name: string, text: string];
/** A value that nobody may find, by what it is. */
export type Secret = readonly [what: string, value: string];

/** All files under a path; of an archive what is in it as well. */
export async function artefactsIn(path: string): Promise<readonly Artefact[]> {
  if (statSync(path).isDirectory())
    return (await Promise.all(readdirSync(path).map((name) => artefactsIn(join(path, name))))).flat();
  if (!path.endsWith('.tar.gz')) return [[path, readFileSync(path, 'utf8')]];
  const inside = await unpacked(readFileSync(path));
  return [...inside].map(([name, content]) => [`${path}: ${name}`, content.toString()]);
}

/** A value in each form in which it could be written down. */
const formsOf = (what: string, value: string): readonly Secret[] => {
  const bytes = Buffer.from(value);
  const forms = [value, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '').slice(0, -1)];
  return forms.map((form) => [what, form]);
};

/** The secrets in a folder of credentials: of keys each long line, so that a part of one is found too. */
export function secretsOf(credentials: string): readonly Secret[] {
  const read = (name: string): string => readFileSync(join(credentials, name), 'utf8');
  const merchant = JSON.parse(read('merchant.json')) as { readonly apiv3_key: string; readonly openid: string };
  const files = readdirSync(credentials).filter((name) => /key.*\.(pem|json)$/.test(name) && name !== 'pub_key.pem');
  const open = read('pub_key.pem') + read('platform_cert.pem') + read('ca.pem') + read('apiclient_cert.pem');
  const keys = files
    .flatMap((name) => (read(name).match(/[\w+/=-]{60,}/g) ?? []).map((line): Secret => [`a key of ${name}`, line]))
    .filter(([, line]) => !open.includes(line));
  return [...formsOf('the APIv3 key', merchant.apiv3_key), ...formsOf('the openid', merchant.openid), ...keys];
}

/** What no artefact holds whatever its value: traces keep six characters of each. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  'a private key': /PRIVATE KEY-----/,
  'an openid': /oSandbox[\w-]{10,}|"openid\\*":\s?\\*"[^"…\\]{7,}/,
  'a token':
    /x-token: (?!…)\S{7,}|"(?:access_)?token\\*":\s?\\*"[^"…\\$]{7,}|[?&]token=[^&"…\s]{7,}|Bearer [^…\s]{7,}/i,
  'a signature': /\bsignature=\\*"[^"…\\]{7,}|"paySign\\*":\s?\\*"[^"…\\]{7,}/,
};

/** Every secret that any artefact shows, each as `artefact: what`. */
export const leaksIn = (artefacts: readonly Artefact[], secrets: readonly Secret[]): readonly string[] =>
  artefacts.flatMap(([name, text]) =>
    [
      ...secrets.flatMap(([what, value]) => (text.includes(value) ? [what] : [])),
      ...Object.entries(SHAPES).flatMap(([what, shape]) => (shape.test(text) ? [what] : [])),
    ].map((what) => `${name}: ${what}`),
  );
