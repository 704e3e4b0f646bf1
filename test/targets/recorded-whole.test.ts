import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { recordedWhole } from '../../src/targets/recorded-whole.ts';

const SECRET = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o';

describe('an answer recorded whole', () => {
  it('that is a file keeps the hash of what was sent, and not of what is kept', () => {
    const bill = Buffer.from(`微信订单号,用户标识\n\`4200,\`${SECRET}\n总交易单数\n\`1${' '.repeat(3_000)}`);
    const kept = recordedWhole({}, bill);
    assert.ok(!JSON.stringify(kept).includes(SECRET.slice(6)));
    assert.equal(kept.sha1, createHash('sha1').update(bill).digest('hex'));
  });

  it('that is JSON, or nothing, has none', () => {
    assert.deepEqual(Object.keys(recordedWhole({}, Buffer.from(JSON.stringify({ openid: SECRET })))), [
      'headers',
      'body',
    ]);
    assert.deepEqual(recordedWhole({}, Buffer.alloc(0)), { headers: {} });
  });
});
