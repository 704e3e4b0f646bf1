import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { METHODS, PAYMENT_PARAMS, VERBS } from '../../src/merchant/profile/profile.ts';
import { readPackageJson } from '../../src/package-root.ts';
import { isRecord } from '../../src/protocol/wire.ts';

const schema = readPackageJson('schemas/merchant-profile.schema.json');

interface Part {
  readonly at: string;
  readonly part: Readonly<Record<string, unknown>>;
}

/** Every schema inside a schema that describes a value of a profile. */
function parts(part: unknown, at: string): readonly Part[] {
  if (!isRecord(part)) return [];
  const named = ['properties', '$defs'].flatMap((key) =>
    Object.entries(isRecord(part[key]) ? part[key] : {}).flatMap(([name, inner]) => parts(inner, `${at}.${name}`)),
  );
  return [
    { at, part },
    ...named,
    ...['items', 'additionalProperties'].flatMap((key) => parts(part[key], `${at}.${key}`)),
  ];
}

const all = parts(schema, '$');
const properties = (name: string): readonly string[] => {
  const found = all.find(({ at }) => at === name)?.part['properties'];
  return isRecord(found) ? Object.keys(found) : [];
};

describe('the schema of a profile', () => {
  it('closes every mapping', () => {
    const open = all.filter(
      ({ part }) => [part['type']].flat().includes('object') && part['additionalProperties'] === undefined,
    );
    assert.deepEqual(
      open.map(({ at }) => at),
      [],
    );
    assert.ok(all.length > 80);
  });

  it('describes every key', () => {
    const mute = all.filter(
      ({ at, part }) =>
        !('$ref' in part) && typeof part['description'] !== 'string' && !/\.additionalProperties$|\.keys\./.test(at),
    );
    assert.deepEqual(
      mute.map(({ at }) => at),
      [],
    );
  });

  it('knows the verbs, methods and params that the type knows', () => {
    assert.deepEqual(properties('$.verbs'), [...VERBS]);
    assert.deepEqual(properties('$.take.keys'), [...PAYMENT_PARAMS]);
    assert.deepEqual(
      properties('$.step').filter((key) => METHODS.some((method) => method === key)),
      [...METHODS],
    );
  });
});
