import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ATONCE, folder, judge } from './judged-shop.ts';

const file = (name: string, content: object): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
};

const until = (rule: string, expires: string) => ({ rule, reason: 'mended in 4.2', expires });
const word = { rule: 'SECURITY-CONTACT', who: 'Li Lei', when: '2026-01-10', evidence: 'ticket 7' };

describe('what people sign off', ATONCE, () => {
  const rules = ['PAY-PARAMS', 'NOTIFY-URL'];
  const wrong = (...args: string[]) => judge('names-no-whole-address', rules, {}, {}, {}, args);

  it('lets a known failure pass, and leaves the verdict', async () => {
    const { run } = await wrong('--baseline', file('known.json.yaml', { known: [until('NOTIFY-URL', '2999-12-31')] }));
    assert.match(run.out, /^NOTIFY-URL is broken, which is known and let pass until 2999-12-31: mended in 4\.2$/m);
    assert.match(run.out, /Verdict: nonconformant/);
    assert.equal(run.code, 4, 'the other rule cannot be seen at this shop');
  });

  it('fails where the day is over, or where the rule is not broken any more', async () => {
    const { run } = await wrong('--baseline', file('over.yaml', { known: [until('NOTIFY-URL', '2020-01-01')] }));
    assert.match(run.out, /^NOTIFY-URL was let pass until 2020-01-01, and is still broken/m);
    assert.equal(run.code, 1);
    const right = await judge('none', ['NOTIFY-URL'], {}, {}, {}, [
      ...['--baseline', file('stale.yaml', { known: [until('NOTIFY-URL', '2999-12-31')] })],
      ...['--lang', 'zh-CN'],
    ]);
    assert.match(right.run.out, /^NOTIFY-URL 已恢复遵守/m);
    assert.equal(right.run.code, 1);
  });

  it('is reported as attested, and can be required', async () => {
    const attestations = file('attested.yaml', { attestations: [word] });
    const signed = await judge('none', ['NOTIFY-URL', 'SECURITY-CONTACT'], {}, {}, {}, [
      '--attestations',
      attestations,
    ]);
    assert.equal(signed.found['SECURITY-CONTACT'], 'attested: attested by Li Lei on 2026-01-10: ticket 7');
    assert.equal(signed.run.code, 0, signed.run.out);
    const unsigned = await judge('none', ['NOTIFY-URL', 'SECRETS-KEPT'], {}, {}, {}, ['--require-attested']);
    assert.match(unsigned.found['SECRETS-KEPT'] ?? '', /^not-observed: no program can see this/);
    assert.equal(unsigned.run.code, 4);
  });
});
