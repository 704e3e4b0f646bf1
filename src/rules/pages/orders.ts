import type { Clause } from '../clause.ts';
import { clientsPart } from '../guide/clauses-of.ts';
import { pageClauses } from './page-clauses.ts';
import { noLoadTest, ofTheAccount, operationsPart, otherProducts, saidAt } from './reasons.ts';

/** Ordering and the cashier, as WeChat Pay’s pages have it. */
export const ordersPages: readonly Clause[] = [
  ...pageClauses('4012068676', [
    {
      rules: ['NUMBER-USED-UP'],
      en: 'The number of an order that was paid or closed is never used again.',
      zh: '已支付或已关闭订单的商户订单号不可再用。',
    },
  ]),
  ...pageClauses('4012365341', [
    {
      rules: ['PAY-PARAMS'],
      en: 'Four lines are signed with the merchant’s key: appId, timeStamp, nonceStr and the value of package.',
      zh: '以商户私钥对appId、timeStamp、nonceStr和package的值四行签名。',
    },
  ]),
  ...pageClauses('4012365348', [
    {
      rules: ['CASHIER-PAYSIGN'],
      en: 'The cashier does not open where what was signed is not what is handed over, or was signed with another key.',
      zh: '签名内容与传入参数不一致或密钥不符时收银台不会打开。',
    },
  ]),
  ...pageClauses('4012791869', [
    {
      rules: ['REORDER-CHANGED'],
      en: 'Ordering again under a number with other parameters is refused.',
      zh: '以同一订单号、不同参数重新下单会被拒绝。',
    },
    {
      rules: ['CASHIER-PAYER'],
      en: 'Only the user who is named in the order can pay it.',
      zh: '只有下单时指定的用户可以支付。',
    },
    {
      rules: ['FOREIGN-ORDER'],
      en: 'A merchant that asks for an order of another one is refused.',
      zh: '查询其他商户的订单会被拒绝。',
    },
    {
      rules: ['CLOSE-ORDER'],
      en: 'An order can be closed again: that is no error.',
      zh: '关单可重入，重复关单不报错。',
    },
    {
      rules: ['CLOSE-THEN-FAILED'],
      en: 'Unpaid is not failed: only once it is closed can an order be taken for failed.',
      zh: '未支付不等于失败，关单成功后方可判为失败。',
    },
    {
      rules: ['ORDER-PARAMS'],
      en: 'The mchid of the body is the one that Authorization names.',
      zh: '请求体的mchid与Authorization中的一致。',
    },
    {
      coverage: saidAt('D:4012791900-01'),
      en: 'Orders can be queried without a limit of time.',
      zh: '查单没有时间限制。',
    },
    {
      coverage: saidAt('D:4013053249-02'),
      en: 'A signature may be a probe, and some are no Base64 at all.',
      zh: '签名可能为探测流量，部分并非合法的Base64。',
    },
    {
      coverage: clientsPart,
      en: 'A wrong password is told to nobody, and the payer may type again.',
      zh: '密码错误不通知商户，付款人可重新输入。',
    },
    {
      coverage: otherProducts,
      en: 'A service provider’s number cannot order as a merchant’s.',
      zh: '服务商的商户号不能直接下单。',
    },
    {
      coverage: operationsPart,
      en: 'There are no test parameters and no interface that tries a callback.',
      zh: '没有测试参数，也没有测试回调的接口。',
    },
  ]),
  ...pageClauses('4012791897', [
    { rules: ['ORDER-PREPAY-ID'], en: 'An order is answered with a prepay_id.', zh: '下单成功返回prepay_id。' },
    {
      rules: ['PREPAY-2H', 'REORDER-AFTER-2H'],
      en: 'A prepay_id is good for two hours; after that the interface is called again.',
      zh: 'prepay_id有效期两小时，过期须重新调用下单接口。',
    },
    {
      rules: ['REORDER-SAME'],
      en: 'The same parameters bring a new prepay_id for the same order.',
      zh: '以原参数重新下单可获得新的prepay_id。',
    },
    {
      rules: ['REORDER-CHANGED'],
      en: 'A number that was used for another order is refused.',
      zh: '已用于其他订单的订单号会被拒绝。',
    },
    {
      rules: ['ORDER-PARAMS', 'ORDER-LIMITS', 'PARAMS-ACCEPTED'],
      en: 'Each parameter has its type, its length and whether it is required.',
      zh: '每个参数规定了类型、长度和是否必填。',
    },
    { rules: ['ORDER-APPID-BOUND'], en: 'The appid is bound to the merchant.', zh: 'appid须与商户号绑定。' },
    {
      rules: ['PAYER-NAMED'],
      en: 'payer.openid is the payer’s under this appid.',
      zh: 'payer.openid为付款人在该appid下的标识。',
    },
    {
      rules: ['MONEY-FEN'],
      en: 'amount.total is a whole number of fen, one at the least.',
      zh: 'amount.total为以分为单位的整数，最小为1。',
    },
    {
      rules: ['NOTIFY-URL'],
      en: 'notify_url is a whole address without parameters.',
      zh: 'notify_url为完整地址且不带参数。',
    },
    {
      rules: ['TIME-EXPIRE-ENDS'],
      en: 'After time_expire the payer cannot pay; the order stays unpaid until it is closed.',
      zh: '超过time_expire后不可支付，订单在关闭前保持未支付。',
    },
    {
      rules: ['TIME-EXPIRE-BOUNDS'],
      en: 'time_expire is moved to one minute after the order at the least, and to fifteen days at the most.',
      zh: 'time_expire最早调整为下单后一分钟，最晚为十五天。',
    },
    { rules: ['NOTIFY-TELLS'], en: 'attach comes back in the notification.', zh: 'attach会在通知中原样返回。' },
    {
      rules: ['ORDER-RETRY'],
      en: 'After a system error the request is repeated with the same parameters.',
      zh: '系统错误时以相同参数重试。',
    },
    {
      rules: ['ORDER-LIMITS'],
      en: 'out_trade_no has six to thirty-two letters, digits and - _ | *.',
      zh: 'out_trade_no为6至32位字母、数字及-_|*。',
    },
    { rules: ['ORDER-LIMITS'], en: 'description has 127 characters at the most.', zh: 'description最长127个字符。' },
    { rules: ['ORDER-LIMITS'], en: 'attach has 128 characters at the most.', zh: 'attach最长128个字符。' },
    { rules: ['ORDER-LIMITS'], en: 'notify_url has 255 characters at the most.', zh: 'notify_url最长255个字符。' },
    { rules: ['ORDER-LIMITS'], en: 'The only currency is CNY.', zh: '币种只有CNY。' },
    {
      rules: ['ORDER-LIMITS'],
      en: 'detail has 6144 bytes of JSON at the most; each of its goods has a number, a quantity and a price.',
      zh: 'detail的JSON不超过6144字节，每件商品含编码、数量与单价。',
    },
    {
      rules: ['ORDER-LIMITS'],
      en: 'scene_info, where it is sent, has the payer’s IP address; a shop in it has a number.',
      zh: '传scene_info时须含用户终端IP，其中门店须有编号。',
    },
    {
      coverage: otherProducts,
      en: 'goods_tag, cost_price, support_fapiao and profit_sharing switch on coupons, discounts, invoices and the sharing of profit.',
      zh: 'goods_tag、cost_price、support_fapiao与profit_sharing用于优惠、开票与分账。',
    },
    {
      rules: ['ORDER-PARAMS', 'ORDER-APPID-BOUND', 'REORDER-CHANGED'],
      en: 'What is refused is refused with the status and the code of the page’s table.',
      zh: '拒绝时使用该页错误码表中的状态码与错误码。',
    },
    {
      coverage: ofTheAccount,
      en: 'A merchant that there is not, or that may not take payments, is refused.',
      zh: '商户不存在或无收款权限时拒绝。',
    },
    { coverage: noLoadTest, en: 'Who calls too often is answered 429.', zh: '调用过于频繁时应答429。' },
    {
      coverage: saidAt('D:4012075113-01'),
      en: 'The interface can be called at two hosts.',
      zh: '该接口有主备两个域名。',
    },
  ]),
  ...pageClauses('4012791898', [
    {
      rules: ['PAY-PARAMS'],
      en: 'requestPayment takes timeStamp in seconds as text, nonceStr, package with its prefix, signType RSA and paySign.',
      zh: 'requestPayment参数为文本形式的秒级timeStamp、nonceStr、带前缀的package、signType RSA与paySign。',
    },
    {
      rules: ['CASHIER-PAYSIGN'],
      en: 'What is signed wrongly does not open the cashier.',
      zh: '签名错误时收银台不会打开。',
    },
    {
      rules: ['QUERY-AFTER-RETURN', 'FRONTEND-NO-PROOF'],
      en: 'What requestPayment calls back is not reliable: the backend’s query says how the order stands.',
      zh: 'requestPayment的回调不可靠，以后台查单结果为准。',
    },
    {
      rules: ['PAY-PARAMS'],
      en: 'The appId that is signed is the mini program’s own, the one that ordered.',
      zh: '签名使用的appId为下单的小程序自身的appId。',
    },
    {
      coverage: clientsPart,
      en: 'The success callback comes only when the payer returns; a failure tells a text.',
      zh: '成功回调仅在用户返回时触发，失败时带有说明。',
    },
    {
      coverage: otherProducts,
      en: 'Mini programs that sell goods tie in the management of deliveries.',
      zh: '交易类小程序须接入订单发货管理。',
    },
  ]),
  ...pageClauses('4012791910', [
    {
      rules: ['ORDER-APPID-BOUND'],
      en: 'An appid that is not bound to the merchant is refused with a code of its own.',
      zh: '未绑定的appid以专门的错误码拒绝。',
    },
    {
      rules: ['PAYER-NAMED', 'CASHIER-PAYER'],
      en: 'The openid is that of the user who pays, under the mini program’s own appid.',
      zh: 'openid为付款用户在本小程序appid下的标识。',
    },
    {
      coverage: clientsPart,
      en: 'It tells what payers read where the cashier does not open, and why.',
      zh: '说明收银台无法打开时的提示及原因。',
    },
  ]),
];
