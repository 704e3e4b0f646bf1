import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageRoot, readPackageJson } from '../../src/package-root.ts';

const schemas = readdirSync(join(packageRoot, 'schemas'), { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.json'),
);

/** The kit compiles its schemas without asking whether they are schemas. */
describe('the schemas of the package', () => {
  it('are found, those of the wire too', () => {
    assert.ok(schemas.includes('conformance.schema.json'), 'conformance.schema.json is missing');
    assert.ok(schemas.filter((name) => name.startsWith('wire')).length > 5, 'the schemas of the wire are missing');
  });

  for (const name of schemas) {
    it(`hold themselves to the schema of schemas: ${name}`, () => {
      const ajv = new Ajv2020({ logger: false });
      const schema = readPackageJson(`schemas/${name}`) as { readonly $schema?: string };
      assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
      assert.equal(ajv.validateSchema(schema), true, ajv.errorsText());
    });
  }

  it('would not pass with a mistake in them', () => {
    const ajv = new Ajv2020({ logger: false });
    assert.equal(ajv.validateSchema({ type: 'object', required: 'amount' }), false);
  });
});
