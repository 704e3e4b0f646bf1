import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judged } from './judged-example.ts';

describe('the kit, run on an example', () => {
  for (const name of ['model-merchant', 'express-node-v3']) {
    it(`finds ${name} conformant`, async () => {
      const { code, found } = await judged(name);
      const others = found.rules.filter(({ verdict }) => verdict !== 'pass');
      assert.deepEqual(others, [], name);
      assert.deepEqual([found.verdict, code], ['conformant', 0], name);
    });
  }
});
