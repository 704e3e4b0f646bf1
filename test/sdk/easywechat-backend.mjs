/** A merchant's backend with node-easywechat, written as its README and EasyWeChat's documents have it. */
import easywechat from 'node-easywechat';
import { file, keyMode, merchant, openShop, orderOf, refundOf, strangersKey } from './shop.mjs';

const { MiniApp, Pay, ServerRequest } = easywechat;

const config = {
  app_id: merchant.appid,
  mch_id: merchant.mchid,
  certificate: file('apiclient_cert.pem'),
  private_key: file('apiclient_key.pem'),
  secret_key: merchant.apiv3_key,
  // Platform certificates it fetches by itself where it is given none. A public key cannot be fetched.
  ...(keyMode === 'public-key' ? { platform_certs: { [merchant.public_key_id]: file('pub_key.pem') } } : {}),
  file_cache: { path: process.env.CACHE },
};
const client = new Pay(config).getClient();
const stranger = new Pay({ ...config, private_key: strangersKey }).getClient();
const miniApp = new MiniApp({ app_id: merchant.appid, secret: 'secret', file_cache: { path: process.env.CACHE } });

const { appid, mchid } = merchant;
const queried = (by, number) => by.get(`/v3/pay/transactions/out-trade-no/${number}`, { params: { mchid } }).then(told);

/** The answer, once it is proven to be WeChat Pay's. */
async function told(response) {
  const status = response.getStatusCode();
  if (response.isSuccessful()) await new Pay(config).getValidator().validate(response.toHttpResponse());
  return { status, body: response.toObject() ?? undefined };
}

openShop(
  {
    login: (code) => miniApp.getUtils().codeToSession(code),
    order: async (...args) => {
      const data = { appid, mchid, ...orderOf(...args) };
      const { status, body } = await told(await client.post('/v3/pay/transactions/jsapi', { data }));
      if (status !== 200) return { status, body };
      return { status, body: new Pay(config).getUtils().buildMiniAppConfig(body.prepay_id, appid) };
    },
    query: (number) => queried(client, number),
    close: async (number) =>
      told(await client.post(`/v3/pay/transactions/out-trade-no/${number}/close`, { data: { mchid } })),
    refund: async (...args) => told(await client.post('/v3/refund/domestic/refunds', { data: refundOf(...args) })),
    queryRefund: async (number) => told(await client.get(`/v3/refund/domestic/refunds/${number}`)),
    queryAsStranger: (number) => queried(stranger, number),
    orderByPostJson: async (...args) =>
      told(await client.postJson('/v3/pay/transactions/jsapi', { appid, mchid, ...orderOf(...args) })),
  },
  async (incoming) => {
    const request = await ServerRequest.createFromIncomingMessage(incoming);
    const pay = new Pay(config);
    pay.setRequest(request);
    await pay.getValidator().validate(request);
    const heard = {};
    const keep = (message) => {
      heard.event_type = message.getEventType();
      heard.resource = message.toObject();
    };
    const response = await pay.getServer().handlePaid(keep).handleRefunded(keep).serve();
    if (response.getStatusCode() !== 200 || heard.event_type === undefined) throw new Error('it was not handled');
    return heard;
  },
);
