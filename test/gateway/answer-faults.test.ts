import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultOutcome, reworded, tampered } from '../../src/gateway/answer-faults.ts';
import { ANSWER_FAULTS, FaultPlan } from '../../src/gateway/faults.ts';
import { examineAnswer } from '../../src/protocol/answer-signing.ts';
import { paths } from '../../src/protocol/payments.ts';
import { minus, seconds, toUnixSeconds } from '../../src/time/index.ts';
import { Bench, MCHID, who } from './bench.ts';
import { BEGIN } from './books.ts';

const target = paths.orderByNumber('order-1', MCHID);
const ORDER = `POST ${paths.order}`;

/** A query that is struck, after an order that was not. */
function struck(fault: (typeof ANSWER_FAULTS)[number]) {
  const bench = new Bench();
  bench.order();
  bench.strike('GET *', fault, 1);
  return { bench, answer: bench.call('GET', target), next: () => bench.call('GET', target) };
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

describe('the answer fault', () => {
  // A query that is answered has no message.
  for (const fault of ANSWER_FAULTS.filter((name) => name !== 'other-message')) {
    it(`${fault} strikes as often as it was set, and then all is right`, () => {
      const { answer, next } = struck(fault);
      const wrong = answer.status !== 200 || answer.signature !== 'valid' || answer.mishap !== undefined;
      assert.ok(wrong, 'nothing was wrong with the answer');
      assert.equal(next().signature, 'valid');
      assert.equal(next().json['trade_state'], 'NOTPAY');
    });
  }

  for (const [fault, status, code, message] of [
    ['error-500', 500, 'SYSTEM_ERROR', '系统异常，请稍后重试'],
    ['rate-limit', 429, 'FREQUENCY_LIMITED', '频率限制，请稍后再试'],
    ['unavailable', 503, 'SERVICE_UNAVAILABLE', '服务不可用，请稍后重试'],
    ['no-auth', 403, 'NO_AUTH', '商户号该产品权限未开通，请前往商户平台>产品中心检查后重试'],
    ['rule-limit', 403, 'RULE_LIMIT', '业务规则限制'],
    ['unknown-openid', 400, 'PARAM_ERROR', '无效的openid'],
    ['openid-mismatch', 400, 'INVALID_REQUEST', 'appid与openid不匹配'],
    ['account-abnormal', 403, 'USER_ACCOUNT_ABNORMAL', '用户账户异常或已注销，不能原路退回，请使用其他方式进行退款。'],
  ] as const) {
    it(`${fault} does not do the work, and says ${status} ${code}`, () => {
      const bench = new Bench();
      bench.strike(ORDER, fault, 1);
      const answer = bench.order();
      assert.deepEqual([answer.status, answer.json], [status, { code, message }]);
      assert.equal(bench.state.orders.size, 0);
    });
  }

  it('reset-before is the answer of error-500, which nobody will see', () => {
    const refusal = { status: 500, code: 'SYSTEM_ERROR', message: '系统异常，请稍后重试' };
    assert.deepEqual(faultOutcome('reset-before'), { kind: 'refused', refusal });
  });

  it('reset-before does not do the work, and nothing of its answer arrives', () => {
    const bench = new Bench();
    bench.strike(ORDER, 'reset-before', 1);
    assert.deepEqual(bench.order().mishap, { kind: 'reset' });
    assert.equal(bench.state.orders.size, 0);
  });

  for (const [fault, mishap] of [
    ['slow', { kind: 'slow', by: seconds(12) }],
    ['reset-after', { kind: 'reset' }],
    ['truncated', { kind: 'truncated' }],
    ['unsigned', undefined],
  ] as const) {
    it(`${fault} ${mishap ? `has the answer ${mishap.kind} on its way` : 'lets the answer arrive'}`, () => {
      assert.deepEqual(struck(fault).answer.mishap, mishap);
    });
  }

  for (const fault of [
    'unsigned',
    'wrong-signature',
    'probe',
    'probe-not-base64',
    'stale',
    'unknown-serial',
    'slow',
    'reset-after',
    'truncated',
  ] as const) {
    it(`${fault} lets the effect stand`, () => {
      const bench = new Bench();
      bench.strike(ORDER, fault, 1);
      assert.equal(bench.order().status, 200);
      assert.equal(bench.state.orders.size, 1);
    });
  }

  for (const [fault, finding] of [
    ['unsigned', 'absent'],
    ['wrong-signature', 'wrong'],
    ['probe', 'wrong'],
    ['probe-not-base64', 'wrong'],
    ['stale', 'stale'],
    ['unknown-serial', 'unknown-serial'],
    ['tampered-success', 'wrong'],
  ] as const) {
    it(`${fault} is ${finding} to a receiver`, () => assert.equal(struck(fault).answer.signature, finding));
  }

  it('probe begins as documented, is as long as a signature, and is Base64', () => {
    const signature = struck('probe').answer.headers['wechatpay-signature'] ?? '';
    assert.ok(signature.startsWith('WECHATPAY/SIGNTEST/'));
    assert.equal(signature.length, 344);
    assert.match(signature, BASE64);
    assert.equal(Buffer.from(signature, 'base64').length, 256);
  });

  it('probe-not-base64 begins so too, and is none', () => {
    const signature = struck('probe-not-base64').answer.headers['wechatpay-signature'] ?? '';
    assert.ok(signature.startsWith('WECHATPAY/SIGNTEST/'));
    assert.doesNotMatch(signature, BASE64);
    assert.equal(signature.length % 4, 1);
  });

  it('stale is right in everything but its time', () => {
    const { headers, body } = struck('stale').answer;
    const then = { now: () => minus(BEGIN, seconds(301)) };
    assert.equal(examineAnswer(headers, body, who.platformKeyRing, then), 'valid');
    assert.equal(headers['wechatpay-timestamp'], String(toUnixSeconds(then.now())));
  });

  it('unknown-serial is right in everything but the name of its key', () => {
    const { bench, answer } = struck('unknown-serial');
    const headers = { ...answer.headers, 'wechatpay-serial': who.platformKeys.certificate.id };
    assert.equal(examineAnswer(headers, answer.body, who.platformKeyRing, bench.timeline), 'valid');
  });

  it('tampered-success says paid, and the true answer stays signed', () => {
    const { bench, answer, next } = struck('tampered-success');
    assert.equal(answer.json['trade_state'], 'SUCCESS');
    const truth = Buffer.from(JSON.stringify(next().json));
    assert.equal(examineAnswer(answer.headers, truth, who.platformKeyRing, bench.timeline), 'valid');
  });

  it('other-message refuses by the same status and code, signed, and lets pass what is not refused', () => {
    const bench = new Bench();
    bench.order();
    const unknown = paths.orderByNumber('order-2', MCHID);
    const usual = bench.call('GET', unknown);
    bench.strike('*', 'other-message');
    const other = bench.call('GET', unknown);
    assert.deepEqual([other.status, other.json['code']], [usual.status, usual.json['code']]);
    assert.equal(other.json['message'], '本次请求未予受理');
    assert.notEqual(other.json['message'], usual.json['message']);
    assert.equal(other.signature, usual.signature);
    assert.equal(bench.call('GET', target).json['trade_state'], 'NOTPAY');
  });

  it('other-message leaves an answer that does the work as it is', () => {
    const answered = { kind: 'answered', status: 204 } as const;
    assert.equal(reworded(answered), answered);
  });

  it('spares who is not the merchant', () => {
    const bench = new Bench();
    bench.strike('*', 'error-500', 1);
    assert.equal(bench.call('GET', target, { identity: who.stranger }).status, 401);
    assert.equal(bench.call('GET', target).status, 500);
  });
});

describe('the fault plan', () => {
  const plan = (on: string): FaultPlan => {
    const faults = new FaultPlan();
    faults.set({ on, fault: 'stale' });
    return faults;
  };

  it('takes * for anything and everything else for itself', () => {
    assert.equal(plan('GET /v3/*').forAnswer('GET', '/v3/a?b=c'), 'stale');
    assert.equal(plan('*').forAnswer('POST', '/'), 'stale');
    assert.equal(plan('GET /v3/a').forAnswer('GET', '/v3/a'), 'stale');
    assert.equal(plan('GET /v3/a').forAnswer('GET', '/v3/ab'), undefined);
    assert.equal(plan('GET /v3/a').forAnswer('POST', '/v3/a'), undefined);
    assert.equal(plan('GET /v3/.').forAnswer('GET', '/v3/a'), undefined);
    assert.equal(plan('GET /v3/a?b=(c)').forAnswer('GET', '/v3/a?b=(c)'), 'stale');
  });

  it('strikes notifications on "notification" alone, and only with their own faults', () => {
    const faults = new FaultPlan();
    faults.set({ on: 'notification', fault: 'error-500' });
    assert.equal(faults.forNotification(), undefined);
    faults.set({ on: 'GET *', fault: 'lost' });
    assert.equal(faults.forNotification(), undefined);
    faults.set({ on: 'notification', fault: 'lost' });
    assert.equal(faults.forNotification(), 'lost');
    assert.equal(faults.forAnswer('GET', '/'), undefined);
  });

  it('counts down, lists what is left, and clears one or all', () => {
    const faults = new FaultPlan();
    const first = faults.set({ on: '*', fault: 'stale', times: 2 });
    const second = faults.set({ on: '*', fault: 'unsigned' });
    const strike = () => faults.forAnswer('GET', '/');
    assert.deepEqual([strike(), strike(), strike(), strike()], ['stale', 'stale', 'unsigned', 'unsigned']);
    assert.deepEqual(
      faults.list().map(({ id }) => id),
      [second],
    );
    assert.notEqual(first, second);
    faults.clear(first);
    assert.equal(strike(), 'unsigned');
    faults.clear(second);
    assert.equal(strike(), undefined);
    faults.set({ on: '*', fault: 'probe' });
    faults.clear();
    assert.deepEqual(faults.list(), []);
  });
});

describe('an answer that is tampered with on its way', () => {
  const told = (body: string): unknown => JSON.parse(tampered(Buffer.from(body)).toString());

  it('says of an order that it is paid, and of a refund that it is done', () => {
    const paid = { trade_state: 'SUCCESS', trade_state_desc: '支付成功' };
    assert.deepEqual(told('{"trade_state":"NOTPAY","mchid":"1"}'), { mchid: '1', ...paid });
    assert.deepEqual(told('{"refund_id":"5","status":"PROCESSING"}'), { refund_id: '5', status: 'SUCCESS' });
  });

  it('stays as it is where it tells of nothing', () => {
    for (const body of ['', '[]', '"text"']) assert.equal(tampered(Buffer.from(body)).toString(), body);
  });
});
