import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ModelMerchant } from '../../src/merchant/model-merchant.ts';
import {
  BelievesOk,
  ClosesOnlyAtHome,
  FulfilsEachNotification,
  NeverCloses,
  RefundsAgainUnderAnotherNumber,
  ShowsAcceptedAsRefunded,
  TrustsUnsigned,
  TrustsWordOfRefunds,
} from '../../src/mutants/flawed-merchants.ts';
import { namedRules } from '../../src/run/scope.ts';
import { django } from './shapes/django.ts';
import { goMicroservices } from './shapes/go-microservices.ts';
import { judgeShape } from './shapes/judged-shape.ts';
import { nest } from './shapes/nest.ts';
import { paymentPlatform } from './shapes/payment-platform.ts';
import type { Shape } from './shapes/shape.ts';
import { springBootBuyer } from './shapes/spring-boot-buyer.ts';
import { springBootMall } from './shapes/spring-boot-mall.ts';
import { springCloud } from './shapes/spring-cloud.ts';
import { thinkphp } from './shapes/thinkphp.ts';

/** Backends as real ones are built, each right and each with one flaw, judged by the profile beside it and nothing else. */

// What profiles take from the environment.
Object.assign(process.env, {
  STAFF_PASSWORD: 'staff-secret',
  CLIENT: Buffer.from('mall-weapp:123456').toString('base64'),
  ADMIN_TOKEN: 'test1',
  SELLER_TOKEN: 'token-of-seller',
  PLATFORM_KEY: 'key-of-the-merchant',
});

interface Case {
  readonly shape: Shape;
  /** What this shape has not, as the reasons of rules that do not pass: any other reason is a mistake. */
  readonly without: readonly RegExp[];
  /** Rules that all the same are seen to pass, besides those that every shape shows. */
  readonly passes: readonly string[];
  readonly flaw: {
    readonly Merchant: typeof ModelMerchant;
    readonly breaks: string;
    readonly because: string;
  };
}

const EVERYWHERE = [
  ...['SIGN-REQUESTS', 'MONEY-FEN', 'ONE-ORDER', 'PAY-PARAMS'],
  ...['NOTIFY-VERIFIED', 'NOTIFY-RAW-BODY', 'NOTIFY-MATCHED', 'NOTIFY-ANSWERED'],
];
const RETURNS = ['ANSWER-VERIFIED', 'QUERY-AFTER-RETURN', 'FRONTEND-NO-PROOF', 'PAID-BY-QUERY'];
const CANCELS = ['QUERY-BEFORE-CLOSE', 'CLOSE-THEN-FAILED'];
const REFUNDS = ['REFUND-NOT-YET', 'REFUND-TOTAL', 'REFUND-RETRY', 'REFUND-NOTIFY-VERIFIED'];
const OWN_TIME = ['CLOSE-AFTER-EXPIRE', 'POLL-WHEN-SILENT'];

const SHORT = /^the merchant's orders cannot be paid for as long as that: time_expire is /;
const NO_CLOCK = /^the kit has no hold of this backend's clock \(clock: none in the profile\)/;
const NO_COUNT = /^this merchant does not tell how often it handed goods out$/;
const NO_BILLS = /^the merchant has no reconcile: .*bills/;
const BILLS_UNSAID = /^the merchant's profile does not describe reconcile$/;

/** What none of these profiles says, so that nothing is found out about it. */
const UNSAID = [
  /^the profile does not say that the merchant holds (?:both of WeChat Pay’s keys|platform certificates)/,
  /^the merchant is said to hold the public key alone$/,
  /^the profile does not say where a customer could put in a price of its own/,
  /^the gateway is served over plain HTTP alone/,
];
/** Nobody comes back and no clock goes on: where its notifications go wrong, this shop never learns of a payment. */
const NEVER_LEARNS = /^the merchant takes a paid order for unpaid$/;

const SHAPES: Readonly<Record<string, Case>> = {
  nest: {
    shape: nest,
    without: [SHORT, NO_BILLS],
    passes: [...RETURNS, ...CANCELS, ...REFUNDS, ...OWN_TIME, 'NOTIFY-ONCE', 'FINAL-KEPT'],
    flaw: {
      Merchant: FulfilsEachNotification,
      breaks: 'NOTIFY-ONCE',
      because: 'how often the goods were handed out: expected 1, seen 2',
    },
  },
  'go-microservices': {
    shape: goMicroservices,
    without: [
      ...[SHORT, NO_CLOCK, NO_COUNT, NO_BILLS, NEVER_LEARNS],
      /^the merchant has no returnFromCashier: the mini program reads the order again/,
      /^the merchant has no cancelOrder: orders cannot be cancelled$/,
      /^the merchant has no refund: nothing is refunded by the backend$/,
    ],
    passes: ['ORDER-RETRY'],
    flaw: {
      Merchant: TrustsUnsigned,
      breaks: 'NOTIFY-VERIFIED',
      because: 'the answer to the notification: expected refused, seen 200',
    },
  },
  'spring-cloud': {
    shape: springCloud,
    without: [
      ...[SHORT, NO_BILLS],
      /^the merchant's profile does not describe returnFromCashier$/,
      /^the merchant has no cancelOrder: only the queue closes orders$/,
      /^the merchant has no refund: refunds are made on WeChat Pay's own pages$/,
    ],
    passes: [...OWN_TIME, 'NOTIFY-ONCE'],
    flaw: {
      Merchant: NeverCloses,
      breaks: 'CLOSE-AFTER-EXPIRE',
      because: 'the order at WeChat Pay: expected closed, seen not closed',
    },
  },
  'spring-boot-mall': {
    shape: springBootMall,
    without: [BILLS_UNSAID, /^the merchant orders without a time_expire/],
    passes: [...RETURNS, ...CANCELS, ...REFUNDS, 'REORDER-AFTER-2H', 'NOTIFY-ONCE', 'FINAL-KEPT'],
    flaw: {
      Merchant: ShowsAcceptedAsRefunded,
      breaks: 'REFUND-NOT-YET',
      because: 'what the merchant takes the order for: expected one of ["refunding","paid"], seen refunded',
    },
  },
  'spring-boot-buyer': {
    shape: springBootBuyer,
    without: [SHORT, NO_BILLS],
    passes: [...RETURNS, ...CANCELS, ...REFUNDS, ...OWN_TIME, 'NOTIFY-ONCE', 'FINAL-KEPT'],
    flaw: {
      Merchant: ClosesOnlyAtHome,
      breaks: 'CLOSE-THEN-FAILED',
      because: 'the order at WeChat Pay: expected closed, seen not closed',
    },
  },
  'payment-platform': {
    shape: paymentPlatform,
    without: [
      ...[SHORT, NO_CLOCK, NO_COUNT, BILLS_UNSAID, NEVER_LEARNS],
      /^the merchant has no returnFromCashier: the platform has shops as its customers/,
      /^the merchant has no secondAttempt: paying anew is an order of its own$/,
    ],
    passes: [...CANCELS, ...REFUNDS, 'ANSWER-VERIFIED', 'FINAL-KEPT'],
    flaw: {
      Merchant: RefundsAgainUnderAnotherNumber,
      breaks: 'REFUND-RETRY',
      because: 'different values of out_refund_no: expected 1, seen 2',
    },
  },
  thinkphp: {
    shape: thinkphp,
    without: [SHORT, BILLS_UNSAID],
    passes: [...RETURNS, ...CANCELS, ...REFUNDS, ...OWN_TIME, 'NOTIFY-ONCE', 'FINAL-KEPT'],
    flaw: {
      Merchant: TrustsWordOfRefunds,
      breaks: 'REFUND-NOTIFY-VERIFIED',
      because: 'the answer to the notification: expected refused, seen 200',
    },
  },
  django: {
    shape: django,
    without: [
      ...[SHORT, NO_CLOCK, NO_BILLS],
      /^the profile does not tell the backend who is buying/,
      /^no refund of the merchant is under way that wants notifications$/,
    ],
    passes: [...RETURNS, ...CANCELS, 'REFUND-NOT-YET', 'REFUND-RETRY', 'NOTIFY-ONCE', 'FINAL-KEPT'],
    flaw: {
      Merchant: BelievesOk,
      breaks: 'FRONTEND-NO-PROOF',
      because: 'what the customer is shown: expected unpaid, seen paid',
    },
  },
};

for (const [name, { shape, without, passes, flaw }] of Object.entries(SHAPES)) {
  describe(`a backend of the shape ${name}`, () => {
    it('passes what it can be judged by, and has a reason for the rest', async () => {
      const found = await judgeShape(name, shape);
      const unexplained = found.filter(
        ({ verdict, reason }) =>
          verdict !== 'pass' &&
          !(/^not-/.test(verdict) && [...UNSAID, ...without].some((words) => words.test(reason?.split('\n')[0] ?? ''))),
      );
      assert.deepEqual(unexplained.map(inWords), []);
      assert.equal(found.length, namedRules({ target: 'merchant', rules: [], features: [], only: false }).length);
      const passed = found.filter(({ verdict }) => verdict === 'pass').map(({ rule }) => rule.id);
      const missing = [...EVERYWHERE, ...passes].filter((id) => !passed.includes(id));
      assert.deepEqual(missing, [], `passed: ${passed.join(', ')}`);
      for (const words of without)
        assert.ok(
          found.some(({ verdict, reason }) => verdict !== 'pass' && words.test(reason ?? '')),
          `nothing is left out because ${words}`,
        );
    });

    it(`is found out where it breaks ${flaw.breaks}`, async () => {
      const [judged] = await judgeShape(name, shape, flaw.Merchant, [flaw.breaks]);
      assert.equal(judged?.verdict, 'fail', judged?.reason);
      assert.equal(judged?.reason, flaw.because);
    });
  });
}

const inWords = ({ rule, verdict, reason }: Awaited<ReturnType<typeof judgeShape>>[number]): string =>
  `${rule.id} ${verdict}: ${reason}`;
