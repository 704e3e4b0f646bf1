import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NotificationFault } from '../../src/gateway/faults.ts';
import { composeLetter } from '../../src/gateway/letter.ts';
import type { RegisteredMerchant } from '../../src/gateway/merchants.ts';
import { signedHeaders } from '../../src/gateway/spoil.ts';
import type { Notification } from '../../src/gateway/state.ts';
import { unseal } from '../../src/protocol/aead.ts';
import { seededEntropy } from '../../src/protocol/entropy.ts';
import type { PlatformKey } from '../../src/protocol/identity.ts';
import type { Notice, NotificationEnvelope, OrderView } from '../../src/protocol/payments.ts';
import { instant } from '../../src/time/index.ts';
import { who } from './bench.ts';
import { BEGIN, MCHID } from './books.ts';

const wire = { now: () => BEGIN };
const PAID: Notice = {
  appid: 'wx1',
  mchid: MCHID,
  out_trade_no: 'order-1',
  trade_state: 'SUCCESS',
  trade_state_desc: '支付成功',
  amount: { total: 100, payer_total: 90, currency: 'CNY', payer_currency: 'CNY' },
};

/** A key that signs quickly and is no key: what is sealed matters here, and not who signed it. */
const key = (id = 'PUB_KEY_ID_1') =>
  ({ id, sign: (text: Buffer) => `signed ${text.length}` }) as unknown as PlatformKey;

function letterWith(fault: NotificationFault | undefined, resource: Notice = PAID, seed = 'letter', createdAt = BEGIN) {
  const merchant = {
    mchid: MCHID,
    apiv3Key: who.apiv3Key,
    keyMode: 'public-key',
    platformKeys: { publicKey: key() },
  } as unknown as RegisteredMerchant;
  const notification: Notification = {
    id: 'né',
    eventType: 'TRANSACTION.SUCCESS',
    outTradeNo: 'order-1',
    url: 'https://shop.example/',
    createdAt,
    resource,
    attempts: [],
  };
  const letter = composeLetter(merchant, notification, { wire, entropy: seededEntropy(seed), fault });
  assert.ok(letter);
  const envelope = JSON.parse(letter.body.toString()) as NotificationEnvelope;
  const opened = () => JSON.parse(String(unseal(who.apiv3Key, envelope.resource) ?? 'null')) as unknown;
  return { letter, envelope, opened };
}

describe('a letter under a fault is another in that one thing:', () => {
  for (const [fault, told] of [
    ['wrong-amount', { ...PAID, amount: { ...PAID.amount, total: 101, payer_total: 101 } }],
    ['smaller-amount', { ...PAID, amount: { ...PAID.amount, total: 99, payer_total: 99 } }],
    ['wrong-state', { ...PAID, trade_state: 'NOTPAY', trade_state_desc: '订单未支付' }],
    ['wrong-currency', { ...PAID, amount: { ...PAID.amount, currency: 'USD' } }],
    ['wrong-mchid', { ...PAID, mchid: '1900000100' }],
    ['wrong-appid', { ...PAID, appid: 'wx0000000000000000' }],
    ['unknown-order', { ...PAID, out_trade_no: 'order-1_unknown' }],
    ['unsigned', PAID],
    [undefined, PAID],
  ] as const) {
    it(`${fault ?? 'none'}`, () => assert.deepEqual(letterWith(fault).opened(), told));
  }

  it('the mchid is another whatever its last digit is, and as long', () => {
    for (let digit = 0; digit < 10; digit += 1) {
      const mchid = `190000000${digit}`;
      const told = letterWith('wrong-mchid', { ...PAID, mchid }).opened() as { readonly mchid: string };
      assert.notEqual(told.mchid, mchid);
      assert.match(told.mchid, /^190000000\d$/);
    }
  });

  it('the number of the order has no more than 32 characters, however long it was', () => {
    const told = letterWith('unknown-order', { ...PAID, out_trade_no: 'x'.repeat(32) }).opened();
    assert.deepEqual(told, { ...PAID, out_trade_no: `${'x'.repeat(24)}_unknown` });
  });

  it('a refund that is told in another state is under way', () => {
    const { trade_state: _, trade_state_desc: __, ...common } = PAID as OrderView;
    const refund = { ...common, refund_status: 'SUCCESS' } as unknown as Notice;
    assert.deepEqual(letterWith('wrong-state', refund).opened(), { ...common, refund_status: 'PROCESSING' });
  });

  it('a self-test stays as it is: it tells of no merchant, order or money', () => {
    const echo: Notice = { echo_message: 'm' };
    for (const fault of ['wrong-amount', 'wrong-currency', 'wrong-mchid', 'wrong-appid', 'unknown-order'] as const)
      assert.deepEqual(letterWith(fault, echo).opened(), echo);
  });

  it('the ciphertext is as long, and one character of its tag is another, whichever stood there', () => {
    const before = new Set<string>();
    for (let seed = 0; seed < 300; seed += 1) {
      const right: string = letterWith(undefined, PAID, `${seed}`).envelope.resource.ciphertext;
      const wrong = letterWith('tampered-ciphertext', PAID, `${seed}`);
      const { ciphertext } = wrong.envelope.resource;
      const others = [...right].flatMap((character, index) => (character === ciphertext[index] ? [] : [index]));
      assert.deepEqual([ciphertext.length, others], [right.length, [right.length - 12]]);
      assert.equal(wrong.opened(), null, 'it opens');
      before.add(right.charAt(right.length - 12));
    }
    assert.ok(before.has('A'), 'the character that is put there stood there once');
  });

  it('the body that was altered tells another second, and is as long', () => {
    for (let second = 0; second < 60; second += 1) {
      const at = instant(BEGIN + second * 1_000);
      const right: NotificationEnvelope = letterWith(undefined, PAID, 'letter', at).envelope;
      const wrong: NotificationEnvelope = letterWith('altered-body', PAID, 'letter', at).envelope;
      const last = (second + 1) % 10;
      assert.equal(wrong.create_time, right.create_time.replace(/\d\+/, `${last}+`));
      assert.deepEqual({ ...wrong, create_time: '' }, { ...right, create_time: '' });
    }
  });
});

describe('headers under a fault', () => {
  it('say nothing of a signature where there is none', () => {
    assert.deepEqual(signedHeaders(key(), Buffer.from(''), wire, seededEntropy('s'), 'unsigned'), {});
  });

  it('name a serial that is nobody’s, whatever character it ended with', () => {
    for (const id of ['PUB_KEY_ID_1', 'PUB_KEY_ID_0', '4DF0', '4DFA']) {
      const told = signedHeaders(key(id), Buffer.from(''), wire, seededEntropy('s'), 'unknown-serial')[
        'wechatpay-serial'
      ];
      assert.notEqual(told, id);
      assert.equal(told?.slice(0, -1), id.slice(0, -1));
    }
  });

  it('lack the one that is left out and have the three others', () => {
    const right = signedHeaders(key(), Buffer.from(''), wire, seededEntropy('s'));
    for (const name of ['signature', 'timestamp', 'nonce', 'serial'] as const) {
      const { [`wechatpay-${name}`]: left, ...others } = right;
      assert.ok(left);
      assert.deepEqual(signedHeaders(key(), Buffer.from(''), wire, seededEntropy('s'), `without-${name}`), others);
    }
  });
});

describe('a letter that is written oddly', () => {
  it('says the same in another order, with tabs, and without a character beyond ASCII', () => {
    const [right, odd] = [letterWith(undefined), letterWith('odd-json')];
    assert.deepEqual(odd.envelope, right.envelope);
    assert.deepEqual(Object.keys(odd.envelope), Object.keys(right.envelope).reverse());
    const text = odd.letter.body.toString();
    assert.match(text, /^[ -~\t\n]*\n$/);
    assert.match(text, /"summary": "(?:\\u[0-9a-f]{4}){4}"/);
    assert.match(text, /"id": "n\\u00e9"/);
  });
});
