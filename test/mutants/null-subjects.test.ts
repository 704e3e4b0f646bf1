import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MerchantFailed, type OrderBelief, type OrderReading } from '../../src/actors/index.ts';
import { decide } from '../../src/gateway/decide.ts';
import { type Decide, happened } from '../../src/gateway/decision.ts';
import { documentedStages, type Stages } from '../../src/gateway/pipeline.ts';
import { ModelMerchant } from '../../src/merchant/model-merchant.ts';
import { Trials } from '../../src/mutants/trial.ts';
import type { PaymentParams } from '../../src/protocol/pay-sign.ts';
import type { WireAnswer } from '../../src/protocol/wire.ts';
import type { Subject } from '../../src/rules/rule.ts';
import type { MockParts } from '../../src/targets/mock/mock.ts';

const refusing = (status: number) =>
  ({ kind: 'refused', refusal: { status, code: 'SYSTEM_ERROR', message: '' } }) as const;
const cashierSays =
  (errMsg: string): Decide =>
  (state, command, policy) =>
    command.type === 'open-cashier'
      ? happened([], { kind: 'cashier', answer: { errMsg } })
      : decide(state, command, policy);
const stages = (change: Partial<Stages>): Stages => ({ ...documentedStages, ...change });

/** Gateways that do nothing, each in its own way. */
const nullGateways: Readonly<Record<string, MockParts>> = {
  'always 404': {
    stages: stages({ route: () => ({ kind: 'unknown-path' }) }),
    decide: cashierSays('requestPayment:fail'),
  },
  'always 401': { stages: stages({ authenticate: () => refusing(401) }), decide: cashierSays('requestPayment:fail') },
  'always 500': { stages: stages({ answer: () => refusing(500) }), decide: cashierSays('requestPayment:fail') },
  'always an empty 200, rightly signed': {
    stages: stages({ validate: () => undefined, answer: () => ({ kind: 'answered', status: 200, body: {} }) }),
    decide: cashierSays('requestPayment:ok'),
  },
  'always 204': {
    stages: stages({ validate: () => undefined, answer: () => ({ kind: 'answered', status: 204 }) }),
    decide: cashierSays('requestPayment:ok'),
  },
};

class Dead extends ModelMerchant {
  override async placeOrder(): Promise<never> {
    throw new MerchantFailed('no answer');
  }
  override async receive(): Promise<WireAnswer> {
    return { status: 404, headers: {}, body: Buffer.alloc(0) };
  }
}

const constant = (state: OrderBelief, status: number): typeof ModelMerchant =>
  class extends ModelMerchant {
    override async readOrder(): Promise<OrderReading> {
      return { state, fulfilled: state === 'paid' ? 1 : 0 };
    }
    override async paymentParams(): Promise<never> {
      throw new MerchantFailed('HTTP 200 {}');
    }
    override async receive(): Promise<WireAnswer> {
      return { status, headers: {}, body: Buffer.alloc(0) };
    }
  };

/** Hands over what it was never given: nothing of it comes from WeChat Pay. */
const handingOver = (params: PaymentParams, state: OrderBelief): typeof ModelMerchant =>
  class extends constant(state, 200) {
    override async paymentParams(): Promise<never> {
      return params as never;
    }
    override async returnFromCashier(): Promise<OrderBelief> {
      return state;
    }
    override async cancelOrder(): Promise<void> {}
  };

const madeUp: PaymentParams = {
  appId: 'wx0000000000000000',
  timeStamp: '0',
  nonceStr: 'nonce',
  package: 'prepay_id=wx00000000000000000000000000000000',
  signType: 'RSA',
  paySign: Buffer.alloc(256).toString('base64'),
};

/** Merchants that never deal with WeChat Pay, whatever they say. */
const nullMerchants: Readonly<Record<string, MockParts>> = {
  dead: { merchant: Dead },
  'always unpaid': { merchant: constant('unpaid', 200) },
  'always paid': { merchant: constant('paid', 200) },
  'always closed': { merchant: constant('closed', 500) },
  'always refunded': { merchant: constant('refunded', 204) },
  'always failed, and redirects': { merchant: constant('failed', 302) },
  'making payment params up, and unpaid': { merchant: handingOver(madeUp, 'unpaid') },
  'making payment params up, and paid': { merchant: handingOver(madeUp, 'paid') },
  'handing nothing over, and paid': { merchant: handingOver({ ...madeUp, package: '', paySign: '' }, 'paid') },
};

const trials = new Trials();

async function passesOf(parts: MockParts, subject: Subject): Promise<readonly string[]> {
  const { rules } = await trials.judge(parts);
  assert.ok(rules.length > 0);
  return rules.filter(({ rule, verdict }) => rule.subject === subject && verdict === 'pass').map(({ rule }) => rule.id);
}

for (const [name, parts] of Object.entries(nullGateways)) {
  test(`a gateway that answers ${name} earns not one pass`, async () => {
    assert.deepEqual(await passesOf(parts, 'gateway'), []);
  });
}

for (const [name, parts] of Object.entries(nullMerchants)) {
  test(`a merchant that is ${name} earns not one pass`, async () => {
    assert.deepEqual(await passesOf(parts, 'merchant'), []);
  });
}

test('the documented gateway and the model merchant pass every rule, so that the emptiness above is theirs', async () => {
  const { rules, verdict } = await trials.judge({});
  assert.deepEqual(
    rules.filter((rule) => rule.verdict !== 'pass'),
    [],
  );
  assert.equal(verdict, 'conformant');
});

test('a gateway that throws is the kit failing, and no silence', async () => {
  const broken = stages({
    answer: () => {
      throw new Error('boom');
    },
  });
  const { rules } = await trials.judge({ stages: broken });
  const verdicts = new Set(rules.map(({ verdict }) => verdict));
  assert.ok(verdicts.has('error') && !verdicts.has('pass'), [...verdicts].join(', '));
});
