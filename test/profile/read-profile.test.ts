import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ProfileError } from '../../src/merchant/profile/profile-error.ts';
import { readProfile } from '../../src/merchant/profile/read-profile.ts';
import { packageRoot } from '../../src/package-root.ts';
import { ENV, readText, refusal, WHOLE } from './write.ts';

describe('a profile', () => {
  it('is read with what the environment adds', async (context) => {
    const { profile, folder, path, secrets } = await readText(context, WHOLE);
    assert.equal(profile.name, 'my-shop');
    assert.equal(profile.actors?.['admin']?.headers?.['X-Admin-Token'], 'the-admin-token');
    assert.deepEqual(profile.prices?.skus, { '9.90': 'sku-1', '0.01': 'sku-2' });
    assert.deepEqual(secrets, ['the-admin-token']);
    assert.equal(path, join(folder, 'merchant.yaml'));
  });

  it('can repeat steps by anchor, and keeps what the environment holds from being a placeholder', async (context) => {
    const text = WHOLE.replace('paid" }', 'paid" }')
      .replace('admin: {', 'admin: &a {')
      .replace('\nsuccess', '\n  other: *a\nsuccess');
    const { profile } = await readText(context, text, { ADMIN_TOKEN: 'a{order}b{{c' });
    assert.equal(profile.actors?.['other']?.headers?.['X-Admin-Token'], 'a{{order}b{{{c');
  });

  it('may be JSON', async (context) => {
    const { profile } = await readText(context, WHOLE);
    const again = await readText(context, JSON.stringify(profile), ENV, 'merchant.json');
    assert.deepEqual(again.profile, profile);
  });
});

describe('a file that is no profile', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map(
      (letter, index) => `${letter}: &${letter} [${Array.from({ length: 9 }, () => `*${'abcdefghi'[index]}`).join()}]`,
    )
    .join('\n')}\n`;
  const cases: readonly [string, string | Buffer, RegExp][] = [
    ['empty', '', /^merchant\.yaml:1: the file is empty: a profile has at least name, baseUrl and verbs$/],
    ['only a comment', '# soon\n', /^merchant\.yaml:1: the file is empty/],
    ['a list', '- a\n- b\n', /^merchant\.yaml:1: this is no mapping/],
    ['a word', 'shop', /^merchant\.yaml:1: this is no mapping/],
    ['a tab', 'name: a\nverbs:\n\tplaceOrder: []\n', /^merchant\.yaml:3: a line begins with a tab/],
    ['a key twice', `${WHOLE}name: other\n`, /^merchant\.yaml:22: this key stands there twice/],
    ['two documents', `${WHOLE}---\nname: other\n`, /^merchant\.yaml:22: a second document/],
    ['an alias of nothing', 'name: *nobody\n', /^merchant\.yaml:1: the alias \*nobody has no anchor/],
    ['a bomb of aliases', bomb, /^merchant\.yaml:1: the aliases expand to more/],
    ['a tag', 'name: !!js/function "x"\n', /^merchant\.yaml:1: a tag/],
    [
      'nested without end',
      `name: ${'['.repeat(50_000)}`,
      /^merchant\.yaml:1: (?:this is nested too deep|this is no YAML)/,
    ],
    [
      'a placeholder without quotes',
      'name: a\nbaseUrl: {order}/b\n',
      /^merchant\.yaml:2: this is no YAML: .* needs quotes\)$/,
    ],
    ['binary', Buffer.from([0, 1, 2, 255, 254]), /^merchant\.yaml:1: /],
  ];
  for (const [what, text, message] of cases) {
    it(`such as ${what}`, async (context) => {
      const [line = '', ...more] = await refusal(context, text);
      assert.match(line, message);
      assert.ok(!line.includes('\n'), 'one line');
      assert.equal(more.length, 0);
    });
  }

  it('is not there, is a folder, or ends in something else', async () => {
    const said = async (path: string): Promise<string> => {
      const failure: unknown = await readProfile(path, {}).catch((thrown: unknown) => thrown);
      assert.ok(failure instanceof ProfileError);
      return failure.message;
    };
    assert.equal(await said('nowhere/merchant.yaml'), 'nowhere/merchant.yaml: there is no such file');
    assert.match(await said('merchant.txt'), /^merchant\.txt: a profile ends in \.yaml/);
    assert.match(await said(packageRoot.concat('/')), /a profile ends in/);
  });

  it('is told in one line that counts the rest', async (context) => {
    const text = WHOLE.replace('patience: 5s', 'patience: fast').replace('pace: 0/s', 'pace: slow');
    await assert.rejects(readText(context, text), {
      name: 'ProfileError',
      message:
        'merchant.yaml:7: patience: "fast" is no duration: write it like 5s, 500ms, 2m or 1h (and 1 more problem)',
    });
  });
});

describe('a profile as a module', () => {
  const source = (more = ''): string => `
    import { defineMerchant } from ${JSON.stringify(pathToFileURL(join(packageRoot, 'src/merchant/profile/profile.ts')).href)};
    const price = 'price.yuan';
    export const merchant = defineMerchant({
      name: 'my-shop',
      baseUrl: 'http://127.0.0.1:3000',
      actors: { admin: { headers: { 'X-Key': '\${ADMIN_TOKEN}' } } },
      verbs: {
        placeOrder: [{ post: '/orders', body: { price: \`{\${price}}\` }, take: { order: '$.id' } }],
        paymentParams: [{ post: '/pay/{order}', take: { params: '$' } }],
        readOrder: [{ get: '/orders/{order}', take: { state: '$.state' } ${more} }],
      },
    });`;
  for (const [how, text, name] of [
    ['exported as merchant', source(), 'merchant.mts'],
    ['exported as the default', source().concat('\nexport { merchant as default };'), 'merchant.mts'],
    ['of a folder that is CommonJS', source(), 'merchant.ts'],
  ] as const) {
    it(how, async (context) => {
      const { profile, secrets } = await readText(context, text, ENV, name);
      assert.equal(profile.name, 'my-shop');
      assert.deepEqual(secrets, ['the-admin-token']);
    });
  }

  it('is checked as well, without lines', async (context) => {
    assert.deepEqual(await refusal(context, source(", as: 'nobody'"), ENV, 'merchant.mts'), [
      'merchant.mts: verbs.readOrder[0].as: there is no actor "nobody"; known here: admin',
    ]);
    assert.match(String(await refusal(context, 'export const a = 1;', ENV, 'merchant.mjs')), /exports no profile/);
    assert.match(String(await refusal(context, 'export const a = ;', ENV, 'merchant.mjs')), /cannot be loaded/);
    assert.match(
      String(await refusal(context, 'throw new Error("boom\\nboom");', ENV, 'merchant.mjs')),
      /cannot be loaded: boom$/,
    );
    const ring = 'const merchant = { verbs: {} }; merchant.verbs = merchant; export { merchant };';
    assert.match(String(await refusal(context, ring, ENV, 'merchant.mjs')), /no plain data/);
  });
});
