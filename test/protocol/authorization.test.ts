import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Authorization, formatAuthorization, parseAuthorization, SCHEME } from '../../src/protocol/index.ts';

const items: Authorization = {
  mchid: '1900007291',
  nonce_str: '593BEC0C930BF1AFEB40B4A08C8FB242',
  signature: 'abc+/9==',
  timestamp: '1554208460',
  serial_no: '408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB',
};
const texts = Object.entries(items).map(([name, value]) => `${name}="${value}"`);
const good = `${SCHEME} ${texts.join(',')}`;

describe('the Authorization header', () => {
  it('is written as D:4012365336 shows it', () => {
    assert.equal(
      formatAuthorization(items),
      'WECHATPAY2-SHA256-RSA2048 mchid="1900007291",nonce_str="593BEC0C930BF1AFEB40B4A08C8FB242",' +
        'signature="abc+/9==",timestamp="1554208460",serial_no="408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB"',
    );
  });

  it('is read with its items in any order', () => {
    const orders = fc.shuffledSubarray(texts, { minLength: texts.length });
    fc.assert(
      fc.property(orders, (order) => assert.deepEqual(parseAuthorization(`${SCHEME} ${order.join(',')}`), items)),
    );
  });

  it('is absent where there is none', () => {
    assert.equal(parseAuthorization(undefined), 'absent');
    assert.equal(parseAuthorization(''), 'absent');
  });

  const schemes: Readonly<Record<string, string>> = {
    'a lower-case scheme': good.replace(SCHEME, SCHEME.toLowerCase()),
    'the scheme of the Chinese national algorithms': good.replace(SCHEME, 'WECHATPAY2-SM2-WITH-SM3'),
    'another scheme': good.replace(SCHEME, 'Bearer'),
    'a blank before the scheme': ` ${good}`,
    'no scheme': texts.join(','),
    'a tab after the scheme': good.replace(' ', '\t'),
    'a line break after the scheme': good.replace(' ', '\n'),
  };
  for (const [what, header] of Object.entries(schemes)) {
    it(`${what} is a wrong scheme`, () => assert.equal(parseAuthorization(header), 'wrong-scheme'));
  }

  const malformed: Readonly<Record<string, string>> = {
    'the scheme alone': SCHEME,
    'the scheme and a blank': `${SCHEME} `,
    'two blanks after the scheme': good.replace(' ', '  '),
    'a blank at the end': `${good} `,
    'blanks after the commas': `${SCHEME} ${texts.join(', ')}`,
    'a blank before an equals sign': good.replace('mchid=', 'mchid ='),
    'a comma at the end': `${good},`,
    'two commas': good.replace(',', ',,'),
    'semicolons for commas': good.replaceAll(',', ';'),
    'single quotes': good.replaceAll('"', "'"),
    'no quotes': good.replaceAll('"', ''),
    'typographic quotes': good.replaceAll('"', '“'),
    'a missing last quote': good.slice(0, -1),
    'a quote inside a value': good.replace('1900007291', '19000"07291'),
    'a comma inside a value': good.replace('1900007291', '19000,07291'),
    'a blank inside a value': good.replace('1900007291', '19000 07291'),
    'a line break inside a value': good.replace('abc+', 'ab\nc+'),
    'a line break between items': good.replace(',', ',\n'),
    'a line break at the end': `${good}\n`,
    'a value beyond ASCII': good.replace('1900007291', '１９００００７２９１'),
    'an item twice': `${good},mchid="1900007291"`,
    'an item instead of another': good.replace('nonce_str', 'mchid'),
    'an unknown item': `${good},realm="wechat"`,
    'an upper-case item': good.replace('mchid', 'MCHID'),
    'a timestamp that is no number': good.replace('1554208460', '2019-04-02'),
    'a negative timestamp': good.replace('1554208460', '-1554208460'),
    'a timestamp with decimals': good.replace('1554208460', '1554208460.5'),
    'the header twice': `${good}, ${good}`,
  };
  for (const [what, header] of Object.entries(malformed)) {
    it(`${what} is malformed`, () => assert.equal(parseAuthorization(header), 'malformed'));
  }
  for (const name of Object.keys(items)) {
    it(`${name} left out, or empty, is malformed`, () => {
      const others = texts.filter((text) => !text.startsWith(name));
      assert.equal(others.length, 4);
      assert.equal(parseAuthorization(`${SCHEME} ${others.join(',')}`), 'malformed');
      assert.equal(parseAuthorization(`${SCHEME} ${[...others, `${name}=""`].join(',')}`), 'malformed');
    });
  }

  it('what is written is read back, whatever printable characters its values have', () => {
    const printable = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter(
      (c) => !'",'.includes(c),
    );
    const value = fc.string({ unit: fc.constantFrom(...printable), minLength: 1, maxLength: 400 });
    const anyItems = fc
      .tuple(value, value, value, fc.integer({ min: 0 }).map(String), value)
      .map(([mchid, nonce_str, signature, timestamp, serial_no]) => ({
        mchid,
        nonce_str,
        signature,
        timestamp,
        serial_no,
      }));
    fc.assert(
      fc.property(anyItems, (given) => assert.deepEqual(parseAuthorization(formatAuthorization(given)), given)),
    );
  });

  it('of any text at all a finding is made, and nothing is thrown', () => {
    const findings = ['absent', 'wrong-scheme', 'malformed'];
    const tails = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(fc.property(tails, (tail) => findings.includes(String(parseAuthorization(`${SCHEME} ${tail}`)))));
    fc.assert(fc.property(tails, (text) => findings.includes(String(parseAuthorization(text)))));
  });
});
