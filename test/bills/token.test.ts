import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readToken, tokenFor } from '../../src/gateway/bills/bill-token.ts';
import { documentedPolicy } from '../../src/gateway/policy.ts';
import { milliseconds, plus } from '../../src/time/index.ts';
import { on } from './shop.ts';

describe('the token of a download (F§1.9)', () => {
  const NOW = on(16, '10:00:00');
  const sign = (text: Buffer): string => `signed ${text.toString('base64')}`;
  const asked = { kind: 'trade', date: '2026-01-15', type: 'ALL', gzip: true } as const;
  const token = tokenFor(asked, '19', NOW, documentedPolicy, sign);
  const read = (text: string, mchid = '19', after = 0) => readToken(text, mchid, plus(NOW, milliseconds(after)), sign);
  const said = (text: string): string => `${Buffer.from(text).toString('base64url')}.x`;

  it('stands for what was asked, for five minutes', () => {
    assert.deepEqual([read(token), read(token, '19', 300_000)], [asked, asked]);
    assert.equal(read(token, '19', 300_001), 'stale');
    const other = { kind: 'fund-flow', date: '2026-01-15', type: 'FEES', gzip: false } as const;
    assert.deepEqual(read(tokenFor(other, '19', NOW, documentedPolicy, sign)), other);
  });

  it('says for whom it is, for which bill and until when, sealed as nothing else that is signed', () => {
    const signed: string[] = [];
    const hear = (text: Buffer): string => String(signed.push(text.toString()));
    for (const gzip of [true, false]) tokenFor({ ...asked, gzip }, '19', NOW, documentedPolicy, hear);
    const until = NOW + 300_000;
    const said = ['gzip', 'plain'].map((form) => `bill\n19/trade/2026-01-15/ALL/${form}/${until}`);
    assert.deepEqual(signed, said);
  });

  it('is of no use to another merchant, whatever is wrong with it besides', () => {
    assert.equal(read(token, '20'), 'of another merchant');
    assert.equal(read(token, '20', 300_001), 'of another merchant');
  });

  it('is garbled where anything of it is another', () => {
    const [head = '', seal = ''] = token.split('.');
    for (const text of [
      '',
      '.',
      head,
      `${head}.`,
      `${head}.${seal}x`,
      `x${token}`,
      said('19/trade/2026-01-15/ALL/gzip'),
      said('x/a/b/c/d/1'),
      said('/a/b/c/d/1'),
      said('1x/a/b/c/d/1'),
      said('x1/a/b/c/d/1'),
      said('20/trade/2026-01-15/ALL/gzip'),
      said('19/trade/2026-01-15/ALL/gzip/9999999999999'),
    ])
      assert.equal(read(text), 'garbled', text);
  });
});
