import { isSuccess } from '../protocol/wire.ts';
import { type DeliveryMap, destinationOf } from '../targets/merchant/deliveries.ts';
import type { Exchange } from '../trace/index.ts';
import { type Check, checksOf, type Fault, type Text, t } from './check.ts';

const { ok, wrong } = checksOf('notification', 'backend');

const CHECK = t('notification', '支付通知');
/** D:4012791902; a run accepts no other. */
const ACCEPTING = [200, 204];
const EXPECTED = t('200 or 204 within 5 s', '5秒内应答200或204');

/** Whether the notification of the payment may be brought to the backend, and how it was taken. Pure. */
export function notificationChecks(
  notifyUrl: string,
  deliveries: DeliveryMap,
  sent: Exchange | undefined,
): readonly Check[] {
  const where = 'notify_url';
  const destination = destinationOf(notifyUrl, deliveries);
  if ('refused' in destination)
    return [
      wrong(
        where,
        {
          found: destination.refused,
          expected: t(
            "an address of this machine, the backend's own, or one in notify.origins",
            '本机地址、商户后台自己的地址或notify.origins中的地址',
          ),
          advice: originAdvice(notifyUrl, deliveries),
        },
        'configuration',
      ),
    ];
  const { url } = destination;
  const mapped = url === notifyUrl ? url : t(`${notifyUrl}, brought to ${url}`, `${notifyUrl}，送往${url}`);
  return [ok(where, mapped), delivery(url, sent)];
}

function originAdvice(notifyUrl: string, { baseUrl }: DeliveryMap): Text {
  if (!URL.canParse(notifyUrl))
    return t('order with a whole URL as notify_url: http(s)://…', '下单时以完整URL作为notify_url：http(s)://…');
  const line = `notify: { origins: { "${new URL(notifyUrl).origin}": "${baseUrl}" } }`;
  return t(`add to the profile: ${line}`, `在配置文件中加入：${line}`);
}

function delivery(url: string, sent: Exchange | undefined): Check {
  const { answer, failure = '', took = 0 } = sent ?? {};
  if (!answer) return wrong(CHECK, unanswered(url, failure), /in time/.test(failure) ? 'backend' : 'unreachable');
  const { status, headers } = answer;
  if (ACCEPTING.includes(status) && !isPage(answer))
    return ok(CHECK, t(`taken with ${status} after ${took} ms`, `${took}毫秒后应答${status}`));
  if (isSuccess(status) && isPage(answer)) {
    return wrong(CHECK, {
      found: t(`${status} with a web page`, `${status}，内容是网页`),
      expected: EXPECTED,
      advice: t(
        `see what answers at ${url}: a login page or a front end is in the way of your route`,
        `检查${url}由谁应答：登录页或前端挡住了通知路由`,
      ),
    });
  }
  const found = t(`${status} after ${took} ms from ${url}`, `${url}在${took}毫秒后应答${status}`);
  return wrong(CHECK, {
    found: withPlace(found, headers['location']?.split('?', 1)[0]),
    expected: EXPECTED,
    advice: adviceOn(status, url),
  });
}

/** Markup, that is: PHP and others label whatever they answer as text/html. */
const isPage = ({ headers, body }: NonNullable<Exchange['answer']>): boolean =>
  /text\/html/.test(headers['content-type'] ?? '') && typeof body === 'string' && /^\s*</.test(body);

const withPlace = ({ en, zh }: { en: string; zh: string }, location: string | undefined): Text =>
  location === undefined ? { en, zh } : t(`${en}, a redirect to ${location}`, `${zh}，重定向到${location}`);

function unanswered(url: string, failure: string): Fault {
  const late = /in time/.test(failure);
  return {
    found:
      failure === '' ? t(`${url} gave no answer`, `${url}没有应答`) : t(`${url}: ${failure}`, `${url}：${failure}`),
    expected: EXPECTED,
    advice: late
      ? t(
          'answer first and do the work afterwards: WeChat Pay waits 5 s and sends again',
          '先应答再处理业务：微信支付只等5秒，之后重发',
        )
      : t(
          'see that the backend listens where its notify_url leads, or map its origin with notify.origins in the profile',
          '确认notify_url所指处有服务在监听，或用配置文件的notify.origins映射其来源',
        ),
  };
}

/** WeChat Pay follows no redirect, carries no session, and speaks POST (D:4012791902). */
function adviceOn(status: number, url: string): Text {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  if (status >= 300 && status < 400)
    return t(
      `let POST ${path} be answered where it arrives: no login before it, no redirect to https or to another path; WeChat Pay follows none`,
      `POST ${path}应直接应答：不要求登录，不跳转到https或其他路径；微信支付不跟随重定向`,
    );
  if (isSuccess(status))
    return t(`answer 200 or 204: no other status says that it was heard`, `应答200或204，其他状态码不算已接收`);
  switch (status) {
    case 401:
    case 403:
      return t(
        `take POST ${path} out of login and CSRF checks; if it was your verification that refused: the raw body, pub_key.pem or platform_cert.pem by Wechatpay-Serial, and the APIv3 key of the credentials`,
        `POST ${path}不应要求登录或CSRF令牌；若是验签拒绝：检查原始报文、按Wechatpay-Serial选用的pub_key.pem或platform_cert.pem，以及APIv3密钥`,
      );
    case 404:
      return t(
        `serve POST ${path}, or order with the notify_url that your backend serves`,
        `提供POST ${path}路由，或下单时使用实际提供的notify_url`,
      );
    case 405:
      return t(`take notifications by POST at ${path}`, `在${path}接受POST`);
    case 400:
    case 415:
      return t(
        'read the body as it comes, as raw JSON: verify it before it is parsed',
        '按原样读取报文（原始JSON），先验签再解析',
      );
    default:
      return t(
        "look into your backend's own output: taking the notification failed in it (keys, decryption, database)",
        '查看商户后台自己的输出：处理通知时出错（密钥、解密、数据库）',
      );
  }
}
