import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endpoints, route } from '../../src/gateway/endpoints.ts';
import { paths } from '../../src/protocol/payments.ts';
import { Bench, MCHID, refusalOf } from './bench.ts';

const query = (bench: Bench, number: string, mchid = MCHID) => bench.call('GET', paths.orderByNumber(number, mchid));

describe('a path', () => {
  for (const target of [
    '/',
    '/v3/nothing',
    '/v3/pay/transactions/jsapi/',
    '/v3/pay/transactions/JSAPI',
    '//v3/pay/transactions/jsapi',
    '//v3/pay/transactions/id/1',
    '/v3/pay/transactions/out-trade-no//close',
    '/v3/pay/transactions/id/a/b',
    '/v3/pay/transactions/id/%zz?mchid=1',
    '',
  ]) {
    it(`that is unknown ("${target}") is 404 without body and signature`, () => {
      const { status, headers, body } = new Bench().call('GET', target);
      assert.equal(status, 404);
      assert.equal(body.length, 0);
      assert.deepEqual(headers, {});
    });
  }

  for (const { method, path } of endpoints) {
    it(`${path} in another method than ${method} is 405 without body and signature`, () => {
      for (const other of ['PUT', 'DELETE', 'PATCH', 'HEAD', method.toLowerCase(), method === 'GET' ? 'POST' : 'GET']) {
        const { status, headers, body } = new Bench().call(other, path.replaceAll(/\{\w+\}/g, 'number'));
        assert.equal(status, 405, other);
        assert.equal(body.length, 0);
        assert.deepEqual(headers, {});
      }
    });
  }

  it('is known with and without a query', () => {
    assert.equal(route('POST', `${paths.order}?a=b`).kind, 'endpoint');
    assert.equal(route('POST', paths.order).kind, 'endpoint');
  });

  it('is read percent-decoded, once', () => {
    const routed = route('GET', '/v3/pay/transactions/out-trade-no/a%2Fb%257C%7C?mchid=1%202');
    assert.ok(routed.kind === 'endpoint');
    assert.deepEqual(routed.uriTemplate, { out_trade_no: 'a/b%7C|', mchid: '1 2' });
  });

  it('wins over a query of the same name', () => {
    const routed = route('GET', '/v3/refund/domestic/refunds/mine?out_refund_no=other');
    assert.ok(routed.kind === 'endpoint');
    assert.equal(routed.uriTemplate['out_refund_no'], 'mine');
  });

  it('with percent-encoded characters finds the order that has them', () => {
    const bench = new Bench();
    bench.order({ out_trade_no: 'a|b*c-1' });
    const plain = bench.call('GET', `/v3/pay/transactions/out-trade-no/a|b*c-1?mchid=${MCHID}`);
    for (const answer of [query(bench, 'a|b*c-1'), plain]) assert.equal(answer.json['trade_state'], 'NOTPAY');
    assert.equal(bench.call('POST', paths.close('a|b*c-1'), { body: { mchid: MCHID } }).status, 204);
    assert.equal(query(bench, 'a|b*c-1').json['trade_state'], 'CLOSED');
  });
});

describe('a query', () => {
  it('without mchid is refused', () => {
    for (const target of ['/v3/pay/transactions/out-trade-no/order-1', '/v3/pay/transactions/id/4200']) {
      const answer = new Bench().call('GET', target);
      assert.equal(refusalOf(answer), '400 PARAM_ERROR 268435461');
      assert.equal(
        answer.json['message'],
        '输入源“/query/mchid”映射到字段“直连商户号”必填性规则校验失败，此字段为必填项',
      );
      assert.deepEqual(answer.json['detail'], { location: 'query', value: '' });
    }
  });

  it('with another mchid is refused, whether or not the order exists', () => {
    const bench = new Bench();
    bench.order();
    for (const number of ['order-1', 'nobody']) {
      const answer = query(bench, number, '1900000110');
      assert.equal(refusalOf(answer), '400 INVALID_REQUEST 268447843');
      assert.equal(answer.json['message'], '商户号和订单信息不匹配');
    }
  });

  it('of an unknown order is 404', () => {
    const answer = query(new Bench(), 'nobody');
    assert.equal(refusalOf(answer), '404 ORDER_NOT_EXIST 268512771');
    assert.equal(answer.json['message'], '订单不存在');
  });

  it('of an unpaid order shows nothing of a payment', () => {
    const bench = new Bench();
    bench.order({ attach: 'a' });
    const { json } = query(bench, 'order-1');
    assert.deepEqual(
      [json['trade_state'], json['trade_state_desc'], json['amount']],
      ['NOTPAY', '订单未支付', { total: 100, currency: 'CNY' }],
    );
    for (const name of ['transaction_id', 'success_time', 'payer', 'attach', 'bank_type'])
      assert.ok(!(name in json), name);
  });

  it('by either number shows the same paid order', async () => {
    const bench = await new Bench().paid();
    const byNumber = query(bench, 'order-1').json;
    const byId = bench.call('GET', paths.orderById(String(byNumber['transaction_id']), MCHID)).json;
    assert.deepEqual(byId, byNumber);
    assert.equal(byId['trade_state'], 'SUCCESS');
    assert.equal(byId['success_time'], '2026-01-15T10:00:00+08:00');
  });

  it('of a number of 35 bytes is refused with the length', () => {
    const answer = query(new Bench(), 'x'.repeat(35));
    assert.equal(
      answer.json['message'],
      '输入源“/uri_template/out_trade_no”映射到值字段“商户订单号”字符串规则校验失败，字节数 35，大于最大值 32',
    );
    assert.deepEqual(answer.json['detail'], { location: 'uri_template', value: 35 });
  });
});

describe('who calls', () => {
  const differs = 'http header中的mchid与post payload中的mchid不匹配';

  it('must be who orders and who closes', () => {
    const bench = new Bench();
    bench.order();
    const order = bench.order({ mchid: '1900000110', out_trade_no: 'order-2' });
    const close = bench.call('POST', paths.close('order-1'), { body: { mchid: '1900000110' } });
    for (const answer of [order, close]) {
      assert.equal(refusalOf(answer), '400 PARAM_ERROR 268435461');
      assert.equal(answer.json['message'], differs);
    }
    assert.deepEqual(
      [...bench.state.orders.values()].map(({ status }) => status.tradeState),
      ['NOTPAY'],
    );
  });

  it('must order for an appid of its own', () => {
    const answer = new Bench().order({ appid: 'wx0000000000000000' });
    assert.equal(refusalOf(answer), '400 APPID_MCHID_NOT_MATCH 268445527');
    assert.equal(answer.json['message'], 'appid和mch_id不匹配，请检查后再试');
  });

  it('learns of wrong parameters before it learns of a wrong mchid', () => {
    assert.match(String(new Bench().order({ mchid: '1', amount: { total: 0 } }).json['message']), /总金额/);
  });
});

describe('a refund', () => {
  const amount = { refund: 30, total: 100, currency: 'CNY' };
  const refund = (bench: Bench, body: object) => bench.call('POST', paths.refund, { body });

  it('without both numbers is refused', () => {
    const answer = refund(new Bench(), { out_refund_no: 'r', amount });
    assert.equal(refusalOf(answer), '400 PARAM_ERROR 268435461');
    assert.equal(
      answer.json['message'],
      '输入源“/body/transaction_id”映射到字段“微信支付订单号”必填性规则校验失败，此字段为必填项',
    );
    assert.deepEqual(answer.json['detail'], { location: 'body', value: '' });
  });

  it('shows the same application and query', async () => {
    const bench = await new Bench().paid();
    const applied = refund(bench, { out_trade_no: 'order-1', out_refund_no: 'r@1', amount });
    assert.equal(applied.status, 200);
    assert.equal(applied.json['status'], 'PROCESSING');
    assert.deepEqual(bench.call('GET', paths.refundByNumber('r@1')).json, applied.json);
    assert.match(String(applied.json['refund_id']), /^5030\d{3}20260115\d{13}$/);
  });

  it('that is unknown is 404', () => {
    assert.match(refusalOf(new Bench().call('GET', paths.refundByNumber('nobody'))), /^404 RESOURCE_NOT_EXISTS/);
  });
});

describe('a query', () => {
  it('begins at the first question mark, and may have more of them (RFC 3986, 3.4)', () => {
    const routed = route('GET', '/v3/bill/tradebill?bill_date=a?b');
    assert.ok(routed.kind === 'endpoint');
    assert.deepEqual(routed.uriTemplate, { bill_date: 'a?b' });
  });

  it('that is not there says nothing', () => {
    for (const target of ['/v3/certificates', '/v3/certificates?']) {
      const routed = route('GET', target);
      assert.ok(routed.kind === 'endpoint');
      assert.deepEqual(routed.uriTemplate, {});
    }
  });
});
