import { filled, sentenceOf } from './phrases.ts';

/** Why something was not verified, and how it is said in Chinese: `{}` stands for what is put in, said in Chinese where it is known. */
const REASONS: readonly (readonly [said: string, inChinese: string])[] = [
  // The judge.
  ['no scenario of the run stands under this rule', '本次运行没有属于该规则的场景'],
  ['the scenario ran and examined nothing', '场景已执行，但未检查任何内容'],
  ['the trace was cut off before its end', '轨迹不完整，缺少结尾'],
  ['the trace does not begin with its scenario', '轨迹开头没有场景信息'],
  [
    'no program can see this, and the file of --attestations has no answer for it',
    '程序无法查看，--attestations文件中也没有相应的确认',
  ],
  ['attested by {} on {}: {}', '由$1于$2确认：$3'],
  ['{}; no merchant is without this duty', '$1；任何商户都有此义务'],
  // What a target can do.
  ['this target cannot do what the scenario needs: {}', '测试目标不具备场景所需的能力：$1'],
  ['{}: the scenario needs {}', '$1（场景需要：$2）'],
  ['this gateway has no control API ({})', '该网关没有控制接口（$1）'],
  [
    "this gateway gives the run no merchant of its own ({}), and another's is left as it is",
    '该网关未给本次运行专用的商户（$1），其他商户不予改动',
  ],
  ['a merchant for the scenario cannot be had: {}', '无法获得场景所用的商户：$1'],
  ['the subject is a merchant: nobody calls the gateway in its place', '测试对象为商户，没有人代其调用网关'],
  [
    'the gateway is served over plain HTTP alone, which proves to nobody who answers: have the backend reach it over TLS (gateway.tls in the profile, {gateway.tlsUrl} for the backend, and ca.pem of the credentials as an authority that it trusts)',
    '网关仅以明文HTTP提供，无从证明应答方的身份：请让后台经TLS访问（商户配置中的gateway.tls，供后台使用的{gateway.tlsUrl}，并信任凭据目录中的ca.pem）',
  ],
  [
    'the profile does not tell the backend who is buying: give {login.code} to its login, or {openid} where it takes that',
    '商户配置未告知后台顾客是谁：登录时传入{login.code}，或在后台接受openid之处传入{openid}',
  ],
  [
    "the kit has no hold of this backend's clock (clock: none in the profile)",
    '工具包无法拨动该后台的时钟（商户配置为clock: none）',
  ],
  [
    'clock: faketime needs a backend that the kit launches, and the profile has no "launch"',
    'clock: faketime要求由工具包启动后台，而商户配置中没有launch',
  ],
  [
    'the clock of a backend can be driven by faketime on Linux alone, and this is {}',
    '仅在Linux上可用faketime拨动后台时钟，当前系统为$1',
  ],
  ['faketime is not installed: apt-get install faketime', '未安装faketime：apt-get install faketime'],
  ['{} has no effect on programs of this system', '$1对本系统的程序不起作用'],
  ["only the kit's own gateway gives out bills with differences", '仅工具包自带的网关能给出有差异的账单'],
  ["only the kit's own gateway stops misbehaving when asked", '仅工具包自带的网关能按要求停止故障'],
  ["only the kit's own gateway can tell what stands in its books", '仅工具包自带的网关能给出其账目'],
  ["only the kit's own gateway can end its faults", '仅工具包自带的网关能结束故障'],
  ["only the kit's own gateway can tell of a payment that was not made", '仅工具包自带的网关能通知未发生的支付'],
  ["only the kit's own gateway can tell of a refund that is not done", '仅工具包自带的网关能通知未完成的退款'],
  ['the gateway has nothing at {}', '网关没有$1'],
  // The merchant's profile and what it lacks.
  ["the merchant's profile does not describe {}", '商户配置未描述$1'],
  ['the merchant has no {}: {}', '商户没有$1：$2'],
  [
    'how long an order may be paid is not for customers of this merchant to choose',
    '该商户的顾客不能选择订单的可支付时间',
  ],
  [
    'the profile does not say where a customer could put in a price of its own: add tamper: { price: "{lower.fen}" }, by the name that your shop has for it, to the step of placeOrder',
    '商户配置未说明顾客可在何处自填价格：请在placeOrder的步骤中按商城的字段名加入tamper: { price: "{lower.fen}" }',
  ],
  [
    'nothing can be ordered at {} yuan: prices.skus in the profile has {}',
    '没有价格为$1元的商品：商户配置的prices.skus中有$2',
  ],
  ['{} needs {{}}, and nothing has taken it so far', '$1需要{$2}，而此前没有任何步骤取得它'],
  [
    'this merchant shows nothing of its refunds: describe readRefund in its profile',
    '该商户不显示退款：请在商户配置中描述readRefund',
  ],
  [
    'this merchant shows nothing of one part of a refund: its profile does not describe readRefund',
    '该商户不显示单次部分退款：商户配置未描述readRefund',
  ],
  ['this merchant does not tell how often it handed goods out', '该商户不告知发货次数'],
  [
    'the profile does not say that the merchant holds {}: gateway.keyMode: {}',
    '商户配置未说明商户持有$1：gateway.keyMode: $2',
  ],
  ['the merchant is said to hold {}', '商户配置说明商户持有的是$1'],
  [
    'the backend calls the difference "{}", which differences in the profile does not name',
    '后台将差异称为“$1”，商户配置的differences中没有该词',
  ],
  [
    'the merchant tells no more than how many differences there are: {}, whatever the bill tells',
    '商户只告知差异数：无论账单如何，均为$1',
  ],
  [
    'the merchant does not tell in which orders there are differences, and other orders may have some',
    '商户未告知哪些订单有差异，而其他订单可能也有',
  ],
  // The backend.
  ['the backend handed over no payment params, but something that is no object', '后台返回的不是调起支付的参数对象'],
  ['the backend handed over no {}', '后台未返回$1'],
  ['{} was answered {} with {}', '$1的应答为$2，内容$3'],
  ['the backend is there no more: {} (its output is in backend.log)', '后台已退出：$1（输出见backend.log）'],
  ['the backend at {} failed {} times in a row, and was asked nothing more', '后台$1连续失败$2次，不再请求'],
  ['the backend answers the state "{}", which {} in the profile does not name', '后台返回的状态“$1”未列入商户配置的$2'],
  ['the connection broke: the answer was {}', '连接中断：应答遇到故障$1'],
  // What a merchant did not do, so that nothing could be seen.
  ['the merchant shows the refund as done before anybody has told it so', '在得知退款结果之前，商户已将退款显示为完成'],
  ['the merchant had ordered at WeChat Pay before the customer tapped Pay', '顾客点击支付之前，商户已下单'],
  ['the merchant had closed the order by itself before that: {}', '商户此前已自行关单：{}'],
  ['the merchant gives no order up by itself in that time', '在该时间内商户未自行放弃订单'],
  ['the merchant gives an order back in no more than {} parts', '商户对一笔订单最多分$1次退款'],
  ['WeChat Pay refuses nothing that this merchant asks here', '该商户在此的请求均未被微信支付拒绝'],
  ['WeChat Pay refuses the order with {}, however often it is made', '无论下单多少次，微信支付均以$1拒绝'],
  ['WeChat Pay has not taken two parts of the refund', '微信支付未受理两次部分退款'],
  ['the merchant wants no notifications of refunds', '商户不接收退款通知'],
  ['the refund was told {} times, and not twice', '退款通知到达$1次，而非两次'],
  ['the merchant makes no further refund of an order: {}', '商户不再对该订单继续退款：$1'],
  ['a refund that is {} has not ended', '退款处于$1，尚未结束'],
  ['WeChat Pay has not taken part {} of the refund', '微信支付未受理第$1次部分退款'],
  ['WeChat Pay has taken the refund', '微信支付已受理该退款'],
  ['WeChat Pay has accepted no refund of the merchant', '微信支付未受理商户的任何退款'],
  ['WeChat Pay accepted no refund', '微信支付未受理任何退款'],
  ['no refund was accepted', '没有退款被受理'],
  ['no second refund was accepted', '第二笔退款申请未被受理'],
  ['no refund was accepted that could be the same', '没有可供比对的已受理退款'],
  ['no refund', '没有退款'],
  ['the merchant takes the refund, and WeChat Pay hears nothing of it', '商户接受了退款，而微信支付未收到申请'],
  ['the merchant has asked WeChat Pay for no refund', '商户未向微信支付申请退款'],
  ['the merchant asked for no refund', '商户未申请退款'],
  ['the merchant asked WeChat Pay for the refund only once', '商户只向微信支付申请了一次退款'],
  ['the merchant asked WeChat Pay for nothing', '商户未向微信支付发出任何请求'],
  ['the merchant has not ordered at WeChat Pay', '商户未向微信支付下单'],
  ['the merchant has ordered nothing', '商户未下单'],
  ['the merchant ordered at WeChat Pay only once', '商户只向微信支付下单一次'],
  ['the merchant did not order at WeChat Pay again once it was back', '微信支付恢复后，商户未再次下单'],
  ['the merchant did not connect to WeChat Pay while a customer ordered', '顾客下单时，商户未连接微信支付'],
  ['the merchant has sent WeChat Pay no rightly signed order', '商户未发出签名正确的下单请求'],
  ['the merchant ordered {} fen for goods of {} fen', '商品为$2分，商户按$1分下单'],
  ['the merchant does not query the order', '商户未查单'],
  ['the merchant does not learn that the money is back', '商户未得知退款已到账'],
  ['the merchant takes a paid order for {}', '商户将已支付的订单认定为$1'],
  ['the merchant keeps an order open that its customer gave up', '顾客已放弃订单，商户仍保持未支付'],
  ['the merchant downloaded no bill', '商户未下载账单'],
  ['the merchant had learnt of the payment without the bill', '商户在对账之前已得知该支付'],
  ['the merchant does not ask again for a refund that was closed', '商户不再重新申请已关闭的退款'],
  ['the merchant does not ask again for a refund that was closed{}', '商户不再重新申请已关闭的退款$1'],
  [
    'the merchant wants no notification of its refunds: it gives them no notify_url',
    '商户申请退款时未传notify_url，不接收退款通知',
  ],
  ['no refund of the merchant is under way that wants notifications', '商户没有正在处理且需要通知的退款'],
  [
    'the merchant has a refund under way that WeChat Pay knows nothing of: how it comes out is open',
    '商户有一笔微信支付并不知晓的退款在处理中，结果未定',
  ],
  [
    "the merchant's orders cannot be paid for as long as that: time_expire is {}",
    '商户订单的可支付时间没有那么长：time_expire为$1',
  ],
  [
    "the scenario needs an order that is to be paid within {}, and the merchant's time_expire is {}",
    '场景需要$1内支付的订单，而商户的time_expire为$2',
  ],
  [
    "the merchant's time_expire is {}: by then WeChat Pay may have closed the order itself",
    '商户的time_expire为$1：届时微信支付可能已自动关单',
  ],
  [
    'the merchant orders without a time_expire: WeChat Pay closes what stays unpaid for seven days',
    '商户下单不传time_expire：超过7天未支付的订单由微信支付自动关闭',
  ],
  ['neither tap brought payment params', '两次点击支付均未得到调起支付的参数'],
  ['no tap brought payment params', '点击支付未得到调起支付的参数'],
  // What a gateway did not do.
  ['the payer has not paid', '付款人未支付'],
  ['the cashier did not take the payment: {}', '收银台未完成支付：$1'],
  ['the paid order has no transaction_id', '已支付的订单没有transaction_id'],
  ['the accepted refund has no refund_id', '已受理的退款没有refund_id'],
  ['the bill was to be downloaded: HTTP {}', '需要下载账单，应答为HTTP $1'],
  ['the gateway brought no address to download a bill from', '网关未给出账单下载地址'],
  ['the caller does not hold {} of WeChat Pay', '调用方未持有微信支付的$1'],
  ['the gateway told of no platform certificate and its end', '网关未给出平台证书及其到期时间'],
  ['the platform certificate ends at {}, which is too soon', '平台证书于$1到期，为时过近'],
  ['three notifications were needed, and {} came', '需要三个通知，只到达$1个'],
  ['the gateway gave no prepay_id to pay with', '网关未返回可用于支付的prepay_id'],
  ['the order was to be paid with coupons: {}', '需要使用代金券支付订单：$1'],
  ['the order was answered with HTTP {} and no prepay_id', '下单应答为HTTP $1，没有prepay_id'],
  ['an order in {} was needed, and it is {}', '需要状态为$1的订单，实际为$2'],
  ['the order was to be paid, and the cashier refused: {}', '需要支付订单，而收银台拒绝：$1'],
  ['the {} of the order was answered with HTTP {}', '对订单的$1操作，应答为HTTP $2'],
  [
    'the payment of another order was not told either: nothing is known of silence',
    '另一笔订单的支付也未通知，无法由此判断',
  ],
  ['the hash that the gateway told is not that of the bill that it gave', '网关给出的哈希值与其账单文件不符'],
  ['no notification was sent that could come again', '没有可以重复发送的通知'],
  ['there is no notification that could come', '没有可以发送的通知'],
  [
    "the merchant's orders can be paid for minutes only: no time is left to poll in",
    '商户订单的支付时间只有几分钟：没有时间轮询',
  ],
];

/** What stands in a reason for something that has a name. */
const NAMES: Readonly<Record<string, string>> = {
  'both of WeChat Pay’s keys': '微信支付的两种密钥',
  'platform certificates': '平台证书',
  'the public key alone': '仅微信支付公钥',
  'the public key': '公钥',
  'the platform certificate': '平台证书',
  'the new platform certificate': '新平台证书',
  'the clock': '拨动网关的时钟',
  'the payer': '扮演付款人',
  faults: '使应答与通知出错',
  'the log of notifications': '通知记录',
  'refunds to come out one way or the other': '决定退款的结果',
  "the merchant's certificate to become invalid": '使商户证书失效',
  "WeChat Pay's keys for the merchant to change": '更换微信支付的密钥',
  'the payer to pay with coupons': '付款人使用代金券',
  "the merchant's account to hold so much and no more": '设定商户账户余额',
  "the backend's own clock to move": '拨动后台自身的时钟',
  'a customer whom the backend knows by openid': '后台知道其openid的顾客',
  "somebody else to answer in WeChat Pay's place": '由他方冒充微信支付应答',
};

const PATTERNS = REASONS.map(([said, inChinese]) => {
  // `{login.code}` names a placeholder of a profile, and only `{}` is one here.
  return [sentenceOf(said.split('{}')), inChinese] as const;
});

/** What a merchant failed at, and how. */
const VERB_FIRST =
  /^(placeOrder|paymentParams|readOrder|returnFromCashier|cancelOrder|refund|readRefund|reconcile): (.+)$/s;

/** The reason in Chinese; undefined of one that is not known. */
export function reasonInChinese(reason: string): string | undefined {
  if (Object.hasOwn(NAMES, reason)) return NAMES[reason];
  const [, verb, why] = VERB_FIRST.exec(reason) ?? [];
  const known = why === undefined ? undefined : reasonInChinese(why);
  if (known !== undefined) return `${verb}：${known}`;
  for (const [pattern, inChinese] of PATTERNS) {
    const found = pattern.exec(reason);
    if (found) return filled(inChinese, found, partInChinese);
  }
  return undefined;
}

const partInChinese = (part: string): string => reasonInChinese(part) ?? part;
