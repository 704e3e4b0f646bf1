import type { Clause } from '../clause.ts';
import { informative } from '../guide/clauses-of.ts';
import { pageClauses } from './page-clauses.ts';
import { explains, noLoadTest, operationsPart, saidAt } from './reasons.ts';

/** Notifications, as WeChat Pay’s pages have it. */
export const notificationsPages: readonly Clause[] = [
  ...pageClauses('4012075420', [
    {
      rules: ['NOTIFY-URL'],
      en: 'notify_url is a whole public address with a path, without parameters.',
      zh: 'notify_url为带路径、不带参数的完整公网地址。',
    },
    {
      rules: ['NOTIFY-ANSWERED'],
      en: 'Where it leads nobody has to log in, and nothing redirects; it answers 200 or 204 in five seconds.',
      zh: '接收地址无须登录、不重定向，五秒内应答200或204。',
    },
    {
      rules: ['NOTIFY-ONCE'],
      en: 'The same notification may come more than once, and is dealt with once.',
      zh: '同一通知可能多次到达，只处理一次。',
    },
    {
      rules: ['NOTIFY-LATE'],
      en: 'One that comes again for an order that is done is answered with success.',
      zh: '已处理订单再次收到通知时应答成功。',
    },
    {
      rules: ['BOOKS-BALANCE'],
      en: 'Delivery of a notification is not promised: callbacks alone are not enough.',
      zh: '不保证通知一定送达，不能只依赖回调。',
    },
    {
      coverage: informative(
        'The page says both, and NOTIFY-URL takes both.',
        '该页两种说法并存，NOTIFY-URL两者均接受。',
      ),
      en: 'notify_url begins with http or https; another part of the page asks for https.',
      zh: 'notify_url以http或https开头，该页另一处要求https。',
    },
    {
      coverage: operationsPart,
      en: 'Firewalls let WeChat Pay’s addresses through, and the host name resolves and is registered.',
      zh: '防火墙放行微信支付的出口地址，域名可解析并已备案。',
    },
    { coverage: explains, en: 'It lists why a notification may not have come.', zh: '列出收不到通知的原因。' },
  ]),
  ...pageClauses('4012077649', [
    {
      rules: ['NOTIFY-MATCHED'],
      en: 'What a notification tells is compared with the merchant’s own order before anything is handed out.',
      zh: '通知内容须与自有订单核对后方可发货。',
    },
    {
      coverage: noLoadTest,
      en: 'Refunds of orders older than a month are limited more strictly.',
      zh: '一个月之前订单的退款频率限制更严。',
    },
  ]),
  ...pageClauses('4012791902', [
    {
      rules: ['NOTIFY-SUCCESS', 'NOTIFY-TELLS'],
      en: 'A payment is told by POST to notify_url, encrypted with the APIv3 key, with every field of the payment.',
      zh: '支付成功以POST通知notify_url，内容以APIv3密钥加密并包含支付各字段。',
    },
    { rules: ['NOTIFY-ONLY-SUCCESS'], en: 'Only success is told.', zh: '仅在支付成功时通知。' },
    {
      rules: ['NOTIFY-VERIFIED', 'NOTIFY-RAW-BODY'],
      en: 'The merchant verifies the signature over the body as it came, and refuses what does not verify.',
      zh: '商户对原始报文验签，不通过的拒绝。',
    },
    {
      rules: ['NOTIFY-ANSWERED', 'NOTIFY-ACCEPTED'],
      en: '200 or 204 within five seconds accepts it.',
      zh: '五秒内应答200或204即接收成功。',
    },
    {
      rules: ['NOTIFY-RETRIES', 'NOTIFY-FRESH'],
      en: 'What is not accepted is sent again after growing pauses, each time signed anew.',
      zh: '未接收成功的按递增间隔重发，每次重新签名。',
    },
    {
      rules: ['NOTIFY-ONCE'],
      en: 'It may be sent more than once: the merchant sees to it that it takes effect once.',
      zh: '可能重复发送，商户须保证只生效一次。',
    },
    { rules: ['PAID-BY-QUERY'], en: 'Where it does not come, the merchant queries.', zh: '未收到通知时商户应查单。' },
    { rules: ['PAY-COUPONS'], en: 'Coupons that were used are told.', zh: '通知中包含所用代金券。' },
    {
      rules: ['NOTIFY-TELLS'],
      en: 'The envelope has id, create_time, event_type TRANSACTION.SUCCESS, resource_type, summary and resource.',
      zh: '通知含id、create_time、event_type（TRANSACTION.SUCCESS）、resource_type、summary与resource。',
    },
    {
      rules: ['NOTIFY-ONCE'],
      en: 'Notifications that come at once are kept apart by a lock.',
      zh: '并发到达的通知须以锁隔离。',
    },
    {
      coverage: informative(
        'The status alone decides: nobody reads the body, and NOTIFY-VERIFIED asks for the status.',
        '只看状态码，报文内容无人读取；NOTIFY-VERIFIED判定状态码。',
      ),
      en: 'A refusal is 4xx or 5xx with code FAIL and a message.',
      zh: '验签失败应答4xx或5xx，报文含code FAIL与message。',
    },
    {
      coverage: saidAt('Q-ACK-FIRST'),
      en: 'The answer comes first, and the business after it.',
      zh: '先应答，再处理业务。',
    },
    {
      coverage: saidAt('Q-APIV3-KEY'),
      en: 'Without an APIv3 key nothing is sent.',
      zh: '未设置APIv3密钥则不发送通知。',
    },
  ]),
  ...pageClauses('4012791906', [
    {
      rules: ['REFUND-NOTIFY', 'REFUND-NOTIFY-TELLS'],
      en: 'The outcome of a refund is told to the refund’s own notify_url, with refund_status among its fields.',
      zh: '退款结果通知退款申请的notify_url，字段含refund_status。',
    },
    {
      rules: ['REFUND-NOTIFY-VERIFIED'],
      en: 'It is verified, opened and answered as a payment’s notification is.',
      zh: '与支付通知同样验签、解密和应答。',
    },
    { rules: ['NOTIFY-LATE'], en: 'One that comes again is answered with success.', zh: '重复的退款通知应答成功。' },
    {
      rules: ['REFUND-NOTIFY'],
      en: 'event_type tells REFUND.SUCCESS, REFUND.ABNORMAL or REFUND.CLOSED.',
      zh: 'event_type为REFUND.SUCCESS、REFUND.ABNORMAL或REFUND.CLOSED。',
    },
    {
      rules: ['REFUND-NOTIFY-TELLS'],
      en: 'What is not accepted in time is sent again by the plan of payments.',
      zh: '未按时接收成功的按支付通知的计划重发。',
    },
  ]),
];
