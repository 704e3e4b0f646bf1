import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { OWN_SCHEMAS, readPackageJson } from '../../package-root.ts';
import { isRecord } from '../../protocol/wire.ts';
import { didYouMean } from './nearest.ts';
import { METHODS, type MerchantProfile } from './profile.ts';
import type { Path, Problem } from './profile-error.ts';

const READING = { allErrors: true, verbose: true, allowUnionTypes: true, strictRequired: false } as const;

let compiled: ValidateFunction<MerchantProfile> | undefined;

function validator(): ValidateFunction<MerchantProfile> {
  const schema = readPackageJson('schemas/merchant-profile.schema.json');
  if (!isRecord(schema)) throw new Error('the schema of the profile is no JSON object');
  const ajv = new Ajv2020({ ...OWN_SCHEMAS, ...READING });
  compiled ??= ajv.compile<MerchantProfile>(schema);
  return compiled;
}

/** Holds a profile to its schema: the profile, or everything in it that has not its shape. */
export function shaped(
  value: unknown,
): { readonly profile: MerchantProfile } | { readonly problems: readonly Problem[] } {
  const validate = validator();
  if (validate(value)) return { profile: value };
  const errors = (validate.errors ?? []).filter(
    ({ keyword, schemaPath }) => keyword !== 'if' && !/\/oneOf\/\d|\/propertyNames\/./.test(schemaPath),
  );
  const unknown = errors.filter(({ keyword }) => keyword === 'additionalProperties');
  const others = errors.filter(({ keyword }) => keyword !== 'additionalProperties');
  // A misspelt key is also a missing one: only the first is said.
  const explained = new Set(unknown.map(({ instancePath }) => instancePath));
  const told = others.filter(({ keyword, instancePath }) => !(MISSING.has(keyword) && explained.has(instancePath)));
  return { problems: [...unknown, ...told].map((error) => problemOf(error, value)) };
}

const MISSING = new Set(['oneOf', 'required', 'minProperties']);

/** The parts of a JSON Pointer, list positions as numbers. */
function pathOf(pointer: string, root: unknown): Path {
  let at = root;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const list: unknown = at;
      if (Array.isArray(list)) {
        at = list[Number(name)] as unknown;
        return Number(name);
      }
      at = isRecord(list) ? list[name] : undefined;
      return name;
    });
}

const param = (error: ErrorObject, name: string): string => {
  const params: unknown = error.params;
  return isRecord(params) ? String(params[name]) : '';
};

const knownKeys = (schema: unknown): readonly string[] =>
  isRecord(schema) && isRecord(schema['properties']) ? Object.keys(schema['properties']) : [];

function problemOf(error: ErrorObject, root: unknown): Problem {
  const path = pathOf(error.instancePath, root);
  const schema: unknown = error.parentSchema;
  const meant = isRecord(schema) && typeof schema['description'] === 'string' ? ` (${schema['description']})` : '';
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = param(error, 'additionalProperty');
      return {
        path: [...path, key],
        atKey: true,
        message: `there is no such key; ${didYouMean(key, knownKeys(schema))}`,
      };
    }
    case 'required':
      return { path, message: `${param(error, 'missingProperty')} is missing` };
    case 'oneOf':
      return { path, message: `exactly one of ${METHODS.join(', ')} or command is expected` };
    case 'propertyNames': {
      const key = param(error, 'propertyName');
      return { path: [...path, key], atKey: true, message: 'a name has letters, digits, _, . and -, a letter first' };
    }
    case 'maxProperties':
    case 'minProperties':
      return { path, message: `exactly one of ${knownKeys(schema).join(', ')} is expected` };
    case 'minItems':
      return { path, message: 'the list is empty: at least one step is expected' };
    case 'type':
      return { path, message: `${kindOf(error.data)} stands here; ${typesOf(error)} is expected${meant}` };
    case 'const':
    case 'enum':
      return { path, message: `${shown(error.data)} is not known here; ${allowed(error)} is expected` };
    default:
      return { path, message: `${shown(error.data)} is not right here${meant}` };
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  object: 'a mapping',
  array: 'a list',
  number: 'a number',
  boolean: 'true or false',
};

const typesOf = (error: ErrorObject): string => {
  const types = param(error, 'type').split(',');
  const words = types.map((type) => KINDS[type] ?? type).join(' or ');
  return types.includes('string') && ['number', 'boolean'].includes(typeof error.data) ? `${words} (in quotes)` : words;
};

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return KINDS[typeof value] ?? typeof value;
}

/** A value may have come from the environment: only a short word is shown. */
const shown = (value: unknown): string =>
  typeof value === 'string' && /^[\w./:-]{1,20}$/.test(value) ? `"${value}"` : kindOf(value);

function allowed(error: ErrorObject): string {
  const params: unknown = error.params;
  const values = isRecord(params) ? (params['allowedValues'] ?? [params['allowedValue']]) : [];
  return Array.isArray(values) ? values.map(String).join(', ') : '';
}
