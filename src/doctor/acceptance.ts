import { isRecord, isSuccess } from '../protocol/wire.ts';
import type { Exchange } from '../trace/index.ts';
import { type Check, checksOf, type Text, t } from './check.ts';
import type { Account } from './signing-advice.ts';

const { ok, wrong } = checksOf('gateway', 'backend');
const ANSWER = t('answer', '应答');

/** Whether the gateway took the order, and why not. */
export function acceptanceCheck(call: Exchange, account: Account, otherPayer: boolean): Check {
  const { answer } = call;
  if (!answer)
    return wrong(ANSWER, {
      found: call.failure ?? t('none', '没有'),
      expected: '200, prepay_id',
      advice: t('see why your backend closed the connection', '查看商户后台为何断开连接'),
    });
  if (!isSuccess(answer.status)) return refused(answer.status, answer.body, call, account);
  if (otherPayer)
    return wrong(ANSWER, {
      found: t('the order was accepted, for another payer than the customer', '已受理，但下单的openid不是该用户'),
      expected: t('payer.openid of the customer who logged in', '登录用户的openid'),
      advice: t(
        'order with the openid that jscode2session answered for this customer',
        '下单时使用jscode2session为该用户返回的openid',
      ),
    });
  return ok(ANSWER, t('the order was accepted', '订单已受理'));
}

const text = (value: unknown, name: string): string => {
  const found = isRecord(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : '';
};

function refused(status: number, body: unknown, { request, url }: Exchange, account: Account): Check {
  const code = text(body, 'code');
  const detail = isRecord(body) ? body['detail'] : undefined;
  const field = text(detail, 'field');
  return wrong(ANSWER, {
    found: `${status} ${code} ${text(body, 'message')}${field === '' ? '' : ` (${field})`}`.trim(),
    expected: '200, prepay_id',
    advice: adviceOn(code, field, request.body, url, account),
  });
}

function adviceOn(code: string, field: string, order: unknown, url: string, { appid, mchid }: Account): Text {
  if (code === 'APPID_MCHID_NOT_MATCH' || (code === 'PARAM_ERROR' && /appid/.test(field)))
    return t(
      `order with appid ${appid}, that of merchant.json; your backend orders with ${text(order, 'appid') || 'none'}`,
      `用merchant.json中的appid ${appid}下单；商户后台用的是${text(order, 'appid') || '空'}`,
    );
  if (text(order, 'mchid') !== '' && text(order, 'mchid') !== mchid)
    return t(
      `order with mchid ${mchid}; the body says ${text(order, 'mchid')}`,
      `用mchid ${mchid}下单；报文中是${text(order, 'mchid')}`,
    );
  if (code === '') return t(`correct what is called: ${url}`, `改正请求地址：${url}`);
  return t(
    `correct the order that your backend sends: ${field === '' ? 'the message says what is wrong' : `the field ${field}`}`,
    `改正商户后台的下单参数：${field === '' ? '见错误信息' : `字段${field}`}`,
  );
}
