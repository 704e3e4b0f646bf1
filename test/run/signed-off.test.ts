import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readAttestations, readBaseline } from '../../src/run/signed-off.ts';

const folder = mkdtempSync(join(tmpdir(), 'signed-off-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(text: string): string {
  files += 1;
  const path = join(folder, `${files}.yaml`);
  writeFileSync(path, text);
  return path;
}

const attested = (changes: object): string =>
  JSON.stringify({
    attestations: [{ rule: 'SECRETS-KEPT', who: 'Li Lei', when: '2026-01-10', evidence: 'scan 7', ...changes }],
  });
const known = (...entries: readonly object[]): string =>
  JSON.stringify({
    known: entries.map((entry) => ({ rule: 'NOTIFY-ONCE', reason: 'in 4.2', expires: '2026-12-31', ...entry })),
  });

describe('a file of attestations', () => {
  it('says who vouches for what, when, and by which evidence', () => {
    const path = file(
      'attestations:\n  - rule: SECURITY-CONTACT\n    who: 韩梅梅, operations\n    when: 2026-01-10\n    evidence: screenshot in ticket 7\n',
    );
    assert.deepEqual(readAttestations(path, '2026-01-10'), [
      {
        rule: 'SECURITY-CONTACT',
        who: '韩梅梅, operations',
        when: '2026-01-10',
        evidence: 'screenshot in ticket 7',
      },
    ]);
  });

  const bad: readonly (readonly [what: string, text: string, because: RegExp])[] = [
    ['is empty', '', /: this is another file, or an empty one: schemas\/attestations/],
    ['is no YAML', 'attestations: [', /:1: this is no YAML: /],
    ['is truncated', attested({}).slice(0, -9), /:1: this is no YAML: /],
    ['is something else', 'name: my-shop\n', /: the file (?:lacks attestations|has a key that is not known: name)$/],
    ['has no evidence', attested({ evidence: undefined }), /: attestations\[0\] lacks evidence$/],
    ['has blank evidence', attested({ evidence: '  ' }), /: attestations\[0\]\.evidence is blank$/],
    ['has another key', attested({ by: 'x' }), /: attestations\[0\] has a key that is not known: by$/],
    ['has no day', attested({ when: '2026-02-30' }), /: attestations\[0\]\.when is no day: write it as 2026-12-31$/],
    [
      'is of a day to come',
      attested({ when: '2026-01-16' }),
      /SECRETS-KEPT is attested for 2026-01-16, which is still/,
    ],
    ['names no rule', attested({ rule: 'SECRETS' }), /there is no rule SECRETS: "wechatpay-conformance rules"/],
    [
      'vouches for what scenarios find out',
      attested({ rule: 'NOTIFY-ONCE' }),
      /NOTIFY-ONCE is found out by its scenarios, .*attested are SECURITY-CONTACT, SECRETS-KEPT$/,
    ],
    [
      'says a thing twice',
      attested({}).replace(/\[(.*)\]/, '[$1, $1]'),
      /SECRETS-KEPT stands there twice: keep one of the two$/,
    ],
    ['expands without end', `a: &a [1,1,1,1,1]\n${'b: [*a,*a,*a,*a,*a]\n'.repeat(1)}attestations: []`, /: /],
  ];
  for (const [what, text, because] of bad)
    it(`is refused in one line where it ${what}`, () => {
      const path = file(text);
      assert.throws(
        () => readAttestations(path, '2026-01-15'),
        ({ name, message }: Error) => {
          assert.equal(name, 'UnusableFile');
          assert.ok(message.startsWith(path) && !message.includes('\n'), message);
          assert.match(message, because);
          return true;
        },
      );
    });

  it('has to be there', () =>
    assert.throws(
      () => readAttestations(join(folder, 'nowhere.yaml')),
      /^UnusableFile: There is no file .*nowhere\.yaml$/,
    ));
  it('is a file', () => assert.throws(() => readAttestations(folder), / cannot be read: EISDIR$/));
});

describe('a baseline', () => {
  it('says which failures are known, why, and until when', () =>
    assert.deepEqual(readBaseline(file(known({}))), [
      { rule: 'NOTIFY-ONCE', reason: 'in 4.2', expires: '2026-12-31' },
    ]));

  it('is refused where it names no rule, one twice, no reason or no day', () => {
    const refused = (text: string, because: RegExp): void => assert.throws(() => readBaseline(file(text)), because);
    refused(known({ rule: 'NOTIFY' }), /there is no rule NOTIFY/);
    refused(known({}, { reason: 'again' }), /NOTIFY-ONCE stands there twice/);
    refused(known({ reason: '' }), /known\[0\]\.reason is blank/);
    refused(known({ expires: 'soon' }), /known\[0\]\.expires is no day/);
    refused(known({ expires: 20261231 }), /known\[0\]\.expires must be string/);
    refused('known: []', /known must NOT have fewer than 1 items/);
  });
});
