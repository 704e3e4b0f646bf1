/** A merchant's backend with wechatpay-node-v3, written as its README has it. */
import { readFileSync } from 'node:fs';
import WxPay from 'wechatpay-node-v3';
import { file, keyMode, merchant, openShop, orderOf, refundOf, strangersKey, textOf } from './shop.mjs';

/** Platform certificates it fetches by itself. A public key cannot be fetched: it is put where those are kept. */
class Pay extends WxPay {
  static trust(serial, publicKey) {
    WxPay.certificates[serial] = publicKey;
  }
}
if (keyMode === 'public-key') Pay.trust(merchant.public_key_id, readFileSync(file('pub_key.pem'), 'utf8'));

const options = {
  appid: merchant.appid,
  mchid: merchant.mchid,
  publicKey: readFileSync(file('apiclient_cert.pem')),
  privateKey: readFileSync(file('apiclient_key.pem')),
  key: merchant.apiv3_key,
};
const pay = new Pay(options);
const stranger = new Pay({ ...options, privateKey: readFileSync(strangersKey) });

/** It throws nothing: an error answer is a text beside its status, and where no answer came there is what went wrong. */
function told({ status, data, error, errRaw }) {
  if (status === undefined) throw Object.assign(new Error('no answer came'), { code: errRaw.code });
  return { status, body: error === undefined ? data : JSON.parse(error) };
}

/** The application for a bill, with the file that it brings in Base64; an error answer as it is. */
async function bill(bill_date, tar_type) {
  const applied = told(await pay.tradebill({ bill_date, tar_type }));
  if (applied.status !== 200) return applied;
  const { body } = told(await pay.downloadBill(applied.body.download_url));
  return { status: 200, body: { ...applied.body, file: Buffer.from(body).toString('base64') } };
}

openShop(
  {
    login: async (code) => {
      const query = new URLSearchParams({ appid: merchant.appid, secret: 'secret', js_code: code });
      return (await fetch(`https://api.weixin.qq.com/sns/jscode2session?${query}`)).json();
    },
    order: async (...args) => told(await pay.transactions_jsapi(orderOf(...args))),
    query: async (number) => told(await pay.query({ out_trade_no: number })),
    close: async (number) => told(await pay.close(number)),
    refund: async (...args) => told(await pay.refunds(refundOf(...args))),
    queryRefund: async (number) => told(await pay.find_refunds(number)),
    bill,
    queryAsStranger: async (number) => told(await stranger.query({ out_trade_no: number })),
    certificates: async () => await pay.get_certificates(merchant.apiv3_key),
  },
  async (incoming) => {
    const body = await textOf(incoming);
    const { headers } = incoming;
    const genuine = await pay.verifySign({
      timestamp: headers['wechatpay-timestamp'],
      nonce: headers['wechatpay-nonce'],
      body,
      serial: headers['wechatpay-serial'],
      signature: headers['wechatpay-signature'],
    });
    if (!genuine) throw new Error('the signature is wrong');
    const { event_type, resource } = JSON.parse(body);
    const { ciphertext, associated_data, nonce } = resource;
    return { event_type, resource: pay.decipher_gcm(ciphertext, associated_data, nonce, merchant.apiv3_key) };
  },
);
