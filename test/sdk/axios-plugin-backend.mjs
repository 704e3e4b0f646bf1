/** A merchant's backend with wechatpay-axios-plugin, written as its README has it, without a base URL. */
import { readFileSync } from 'node:fs';
import axios from 'axios';
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import { file, keyMode, merchant, openShop, orderOf, refundOf, strangersKey, textOf } from './shop.mjs';

const { appid, mchid } = merchant;
const certs =
  keyMode === 'public-key'
    ? { [merchant.public_key_id]: readFileSync(file('pub_key.pem')) }
    : { [merchant.platform_serial_no]: readFileSync(file('platform_cert.pem')) };
const privateKey = readFileSync(file('apiclient_key.pem'));
const options = { mchid, serial: merchant.serial_no, privateKey, certs };
const wxpay = new Wechatpay(options);
const stranger = new Wechatpay({ ...options, privateKey: readFileSync(strangersKey) });

/** Answers of 200 and above that prove not to be WeChat Pay's it rejects, and those of 400 and above too. */
async function told(asked) {
  try {
    const { status, data } = await asked;
    return { status, body: data };
  } catch (failure) {
    if (!(failure.response?.status >= 400)) throw failure;
    return { status: failure.response.status, body: failure.response.data };
  }
}

const { transactions } = wxpay.v3.pay;
const { refunds } = wxpay.v3.refund.domestic;
const queried = (by, out_trade_no) =>
  told(by.v3.pay.transactions.outTradeNo.$out_trade_no$.get({ params: { mchid }, out_trade_no }));

/** What wx.requestPayment is called with. */
function paymentParams(prepayId) {
  const params = {
    appId: appid,
    timeStamp: `${Formatter.timestamp()}`,
    nonceStr: Formatter.nonce(),
    package: `prepay_id=${prepayId}`,
  };
  const paySign = Rsa.sign(
    Formatter.joinedByLineFeed(params.appId, params.timeStamp, params.nonceStr, params.package),
    privateKey,
  );
  return { ...params, signType: 'RSA', paySign };
}

/** The application for a bill, with the file that it brings in Base64; an error answer as it is. */
async function bill(bill_date, tar_type) {
  const { status, body } = await told(wxpay.v3.bill.tradebill.get({ params: { bill_date, tar_type } }));
  if (status !== 200) return { status, body };
  const token = new URL(body.download_url).searchParams.get('token');
  const { data } = await wxpay.v3.billdownload.file.get({ params: { token }, responseType: 'arraybuffer' });
  return { status, body: { ...body, file: Buffer.from(data).toString('base64') } };
}

openShop(
  {
    login: async (js_code) => {
      const params = { appid, secret: 'secret', js_code, grant_type: 'authorization_code' };
      return (await axios.get('https://api.weixin.qq.com/sns/jscode2session', { params })).data;
    },
    order: async (...args) => {
      const { status, body } = await told(transactions.jsapi.post({ appid, mchid, ...orderOf(...args) }));
      return { status, body: status === 200 ? paymentParams(body.prepay_id) : body };
    },
    query: (number) => queried(wxpay, number),
    close: (out_trade_no) => told(transactions.outTradeNo.$out_trade_no$.close.post({ mchid }, { out_trade_no })),
    refund: (...args) => told(refunds.post(refundOf(...args))),
    queryRefund: (out_refund_no) => told(refunds.$out_refund_no$.get({ out_refund_no })),
    bill,
    queryAsStranger: (number) => queried(stranger, number),
  },
  async (incoming) => {
    const body = await textOf(incoming);
    const { headers } = incoming;
    const publicKey = certs[headers['wechatpay-serial']];
    if (publicKey === undefined) throw new Error('the serial number is not known');
    const [timestamp, nonce] = [headers['wechatpay-timestamp'], headers['wechatpay-nonce']];
    if (Math.abs(Formatter.timestamp() - timestamp) > 300) throw new Error('it is stale');
    if (!Rsa.verify(Formatter.response(timestamp, nonce, body), headers['wechatpay-signature'], publicKey)) {
      throw new Error('the signature is wrong');
    }
    const { event_type, resource } = JSON.parse(body);
    const { ciphertext, nonce: iv, associated_data: aad } = resource;
    return { event_type, resource: JSON.parse(Aes.AesGcm.decrypt(ciphertext, merchant.apiv3_key, iv, aad)) };
  },
);
