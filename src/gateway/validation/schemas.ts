import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { OWN_SCHEMAS, readPackageJson } from '../../package-root.ts';
import { isRecord } from '../../protocol/wire.ts';
import { parseRfc3339 } from '../../time/index.ts';
import type { EndpointName } from '../endpoints.ts';

export const utf8Length = (text: string): number => Buffer.byteLength(text);

const INT64_END = 2 ** 63;

// The patterns are those that the gateway is seen to use, and they have escapes that Unicode mode does not allow.
const ajv = new Ajv2020({
  ...OWN_SCHEMAS,
  verbose: true,
  strictTypes: false,
  unicodeRegExp: false,
  formats: {
    rfc3339: (text: string) => parseRfc3339(text) !== undefined,
    // Each has a least value besides, which is asked before.
    int64: { type: 'number', validate: (value: number) => value < INT64_END },
  },
});
ajv.addKeyword({
  keyword: 'maxBytes',
  type: 'string',
  validate: (most: number, text: string) => utf8Length(text) <= most,
});
ajv.addKeyword({
  keyword: 'minBytes',
  type: 'string',
  validate: (least: number, text: string) => utf8Length(text) >= least,
});
ajv.addKeyword({
  keyword: 'maxJsonBytes',
  type: 'object',
  validate: (most: number, value: unknown) => utf8Length(JSON.stringify(value)) <= most,
});
// A surrogate is half of a character that takes four bytes, or of none.
ajv.addKeyword({
  keyword: 'noFourByteCharacter',
  type: 'string',
  validate: (_: true, text: string) => !isBeyond(text),
});
// Says where a field is reported that is missing, if that is elsewhere than where it belongs.
ajv.addKeyword({ keyword: 'missingUnder' });

const isBeyond = (text: string): boolean => /[\ud800-\udfff]/.test(text);

/** Only characters of one to three bytes may be sent (D:4012081709): that holds for every text, so no schema says it. */
function withCharacterRule(schema: unknown): unknown {
  if (!isRecord(schema)) return schema; // no list has the schema of a text in it
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, withCharacterRule(value)]));
  return schema['type'] === 'string' ? { ...inner, noFourByteCharacter: true } : inner;
}

const validators = new Map<EndpointName, ValidateFunction>();

/** What holds the parameters of an endpoint to its schema. */
export function validatorOf(name: EndpointName): ValidateFunction {
  const known = validators.get(name);
  if (known) return known;
  const compiled = ajv.compile(withCharacterRule(readPackageJson(`schemas/wire/${name}.schema.json`)) as object);
  validators.set(name, compiled);
  return compiled;
}
