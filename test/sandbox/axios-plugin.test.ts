import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import { generateKeyPair, privateKeyPem } from '../../src/protocol/index.ts';
import type { Received } from './receiver.ts';
import { stage } from './stage.ts';

/** What the plugin rejects with for an error answer (axios's own shape). */
interface Rejection {
  readonly response: { readonly status: number; readonly data: { readonly code: string; readonly message: string } };
}

/**
 * A client that nobody here wrote, unmodified: it signs by its own code and refuses every 2xx that it cannot verify. In both
 * of its key modes: a map from the id of the public key, or from the serial number of the platform certificate.
 */
const modes = [
  { name: 'the WeChat Pay public key', pem: 'pub_key.pem', serial: 'public_key_id', asks: true },
  { name: 'the platform certificate', pem: 'platform_cert.pem', serial: 'platform_serial_no', asks: false },
] as const;

const on = stage();

for (const mode of modes) {
  describe(`wechatpay-axios-plugin with ${mode.name}`, () => {
    const file = (name: string): string => readFileSync(join(on.demo.sandbox.credentials, name), 'utf8');
    const serial = () => on.demo.merchant[mode.serial];
    const plugin = (privateKey = file('apiclient_key.pem')): Wechatpay =>
      new Wechatpay({
        mchid: on.demo.merchant.mchid,
        serial: on.demo.merchant.serial_no,
        privateKey,
        certs: { [serial()]: file(mode.pem) },
        baseURL: `${on.demo.sandbox.url}/`,
        // A merchant with both keys is answered with the certificate's unless it asks (D:4012154180).
        ...(mode.asks ? { headers: { 'Wechatpay-Serial': serial() } } : {}),
      });

    const place = async (overrides: Readonly<Record<string, unknown>> = {}) => {
      const order = on.demo.order({ notify_url: `${on.shop.url}/paid`, ...overrides });
      const wxpay = plugin();
      const { data } = await wxpay.chain('v3/pay/transactions/jsapi').post<Record<string, unknown>>(order);
      return { wxpay, number: order.out_trade_no, prepayId: String(data['prepay_id']) };
    };
    const query = async (wxpay: Wechatpay, out_trade_no: string): Promise<Record<string, unknown>> => {
      const { mchid } = on.demo.merchant;
      const path = 'v3/pay/transactions/out-trade-no/{out_trade_no}';
      return (await wxpay.chain(path).get({ params: { mchid }, out_trade_no })).data;
    };
    const pay = async (prepayId: string): Promise<void> => {
      const params = {
        appId: on.demo.merchant.appid,
        timeStamp: `${Formatter.timestamp()}`,
        nonceStr: Formatter.nonce(),
        package: `prepay_id=${prepayId}`,
      };
      const text = Formatter.joinedByLineFeed(params.appId, params.timeStamp, params.nonceStr, params.package);
      const paySign = Rsa.sign(text, file('apiclient_key.pem'));
      const body = { ...params, signType: 'RSA', paySign, action: 'pay' };
      const { body: answer } = await on.demo.control('/cashier', { body });
      assert.deepEqual(answer, { errMsg: 'requestPayment:ok' });
    };
    /** As the plugin's README has it: verified, then decrypted. */
    const opened = ({ headers, body }: Received): Record<string, unknown> => {
      assert.equal(headers['wechatpay-serial'], serial());
      const [timestamp, nonce] = [String(headers['wechatpay-timestamp']), String(headers['wechatpay-nonce'])];
      assert.ok(Math.abs(Formatter.timestamp() - Number(timestamp)) <= 300);
      const signature = String(headers['wechatpay-signature']);
      assert.ok(Rsa.verify(Formatter.response(timestamp, nonce, body), signature, file(mode.pem)));
      assert.ok(!Rsa.verify(Formatter.response(timestamp, nonce, `${body} `), signature, file(mode.pem)));
      const { resource } = JSON.parse(body);
      const { ciphertext, nonce: iv, associated_data: aad } = resource;
      return JSON.parse(Aes.AesGcm.decrypt(ciphertext, on.demo.merchant.apiv3_key, iv, aad));
    };

    it('orders, finds the order unpaid, closes it, and finds it closed', async () => {
      const { wxpay, number } = await place();
      assert.equal((await query(wxpay, number))['trade_state'], 'NOTPAY');
      const { mchid } = on.demo.merchant;
      const path = 'v3/pay/transactions/out-trade-no/{out_trade_no}/close';
      const closed = await wxpay.chain(path).post({ mchid }, { out_trade_no: number });
      assert.equal(closed.status, 204);
      assert.equal((await query(wxpay, number))['trade_state'], 'CLOSED');
    });

    it('is paid, notified, refunded, and notified of that', async () => {
      const { wxpay, number, prepayId } = await place();
      await pay(prepayId);
      const paid = opened(await on.shop.nth(1));
      assert.deepEqual([paid['out_trade_no'], paid['trade_state']], [number, 'SUCCESS']);
      assert.deepEqual(await query(wxpay, number), paid);

      const refund = {
        out_trade_no: number,
        out_refund_no: `${number}-r`,
        notify_url: `${on.shop.url}/refunded`,
        amount: { refund: 330, total: 990, currency: 'CNY' },
      };
      const { data: accepted } = await wxpay.chain('v3/refund/domestic/refunds').post<Record<string, unknown>>(refund);
      assert.equal(accepted['status'], 'PROCESSING');
      const { body: advanced } = await on.demo.control('/clock/advance', { body: { seconds: 300 } });
      assert.equal(advanced.fired, 2); // the bank's word, and the notification of it: it has been answered by now
      assert.equal(on.shop.received.length, 2);
      const told = opened(await on.shop.nth(2));
      assert.deepEqual([told['out_refund_no'], told['refund_status']], [`${number}-r`, 'SUCCESS']);
      const path = 'v3/refund/domestic/refunds/{out_refund_no}';
      const { data: found } = await wxpay.chain(path).get({ out_refund_no: `${number}-r` });
      assert.equal(found.status, 'SUCCESS');
      assert.equal((await query(wxpay, number))['trade_state'], 'REFUND');
      const { list } = await on.demo.control('/notifications');
      assert.deepEqual(
        list.map((one) => one.attempts.map(({ status }) => status)),
        [[204], [204]],
      );
    });

    it('is told of errors as it rejects them', async () => {
      await assert.rejects(query(plugin(), 'no-such-order'), ({ response }: Rejection) => {
        assert.deepEqual([response.status, response.data.code], [404, 'ORDER_NOT_EXIST']);
        return true;
      });
      const wrongKey = privateKeyPem((await generateKeyPair()).privateKey);
      await assert.rejects(query(plugin(wrongKey), 'order-1'), ({ response }: Rejection) => {
        assert.deepEqual([response.status, response.data.code], [401, 'SIGN_ERROR']);
        return true;
      });
    });

    it('refuses answers that are wrong', async () => {
      const { wxpay, number } = await place();
      for (const [fault, code] of [
        ['wrong-signature', 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
        ['probe', 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
        ['tampered-success', 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
        ['stale', 'EV3_RES_HEADER_TIMESTAMP_OFFSET'],
        ['unknown-serial', 'EV3_RES_HEADER_PLATFORM_SERIAL'],
        ['unsigned', 'EV3_RES_HEADERS_INCOMPLATE'],
      ]) {
        await on.demo.control('/faults', { body: { on: 'GET /v3/pay/transactions/*', fault, times: 1 } });
        await assert.rejects(query(wxpay, number), { code });
      }
      assert.equal((await query(wxpay, number))['trade_state'], 'NOTPAY');
    });
  });
}
