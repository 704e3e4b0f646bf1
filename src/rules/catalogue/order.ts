import { checklist, guide, page, rulesOf } from '../rule.ts';

export const orderRules = rulesOf('order', [
  {
    id: 'ORDER-PREPAY-ID',
    level: 'must',
    subject: 'gateway',
    needs: [],
    sources: [guide('2'), guide('3.1'), guide('4.1'), page('4012791897')],
    title: {
      en: 'An order is answered with a prepay_id and is then unpaid',
      zh: '下单成功返回prepay_id，订单处于未支付状态',
    },
    hint: {
      en: 'Answer 200 with prepay_id, and let a query by out_trade_no find the order as NOTPAY at once.',
      zh: '应答200并返回prepay_id，随后按商户订单号应能立即查到NOTPAY状态的订单。',
    },
  },
  {
    id: 'ORDER-PARAMS',
    level: 'must',
    subject: 'gateway',
    needs: [],
    sources: [page('4012791897'), page('4012081709'), page('4012791869')],
    title: {
      en: 'An order whose parameters break the rules is refused and not made',
      zh: '参数不符合规则的下单请求被拒绝，且不生成订单',
    },
    hint: {
      en: 'Check each field against the page of the endpoint; answer 400 PARAM_ERROR and keep nothing.',
      zh: '按接口文档校验每个字段，应答400 PARAM_ERROR，且不保存任何内容。',
    },
  },
  {
    id: 'ORDER-LIMITS',
    level: 'must',
    subject: 'gateway',
    needs: [],
    sources: [page('4012791897'), page('4012081709')],
    title: {
      en: 'Each field of an order is taken up to its limits and refused beyond them',
      zh: '下单的每个字段在限制之内被接受，超出限制被拒绝',
    },
    hint: {
      en: 'Hold each field to the type, length, pattern and range of its row on the page, both edges included; answer 400 PARAM_ERROR beyond.',
      zh: '按接口文档逐字段校验类型、长度、格式和取值范围，包括两端边界；超出时应答400 PARAM_ERROR。',
    },
  },
  {
    id: 'ORDER-CHARACTERS',
    level: 'should',
    subject: 'gateway',
    needs: [],
    sources: [page('4012081709')],
    title: {
      en: 'Characters of up to three bytes are taken, and longer ones refused',
      zh: 'UTF-8编码不超过3字节的字符被接受，更长的字符被拒绝',
    },
    hint: {
      en: 'Answer 400 PARAM_ERROR to a text with an emoji or another character of four bytes.',
      zh: '文本中含表情符号等4字节字符时，应答400 PARAM_ERROR。',
    },
  },
  {
    id: 'UNKNOWN-FIELDS',
    level: 'should',
    subject: 'gateway',
    needs: [],
    sources: [page('4016179629', 'M'), page('4012081709')],
    title: {
      en: 'A field that the page does not list is refused or passed over, and breaks nothing',
      zh: '接口文档未列出的字段被拒绝或忽略，不造成其他影响',
    },
    hint: {
      en: 'Answer 400 PARAM_ERROR and keep nothing, as the common questions say; or make the order as if the field were not there.',
      zh: '按常见问题的说明应答400 PARAM_ERROR且不保存任何内容，或忽略该字段正常下单。',
    },
  },
  {
    id: 'NUMBER-LIMITS',
    level: 'should',
    subject: 'gateway',
    needs: [],
    sources: [page('4012791900'), page('4012791901')],
    title: {
      en: 'A query and a close name a number of 32 characters at the most, and the mchid',
      zh: '查单和关单的商户订单号不超过32个字符，且必须带mchid',
    },
    hint: {
      en: 'Check what stands in the path and in the query as well as the body; answer 400 PARAM_ERROR.',
      zh: '路径和查询串中的参数同样需要校验，不符时应答400 PARAM_ERROR。',
    },
  },
  {
    id: 'ORDER-APPID-BOUND',
    level: 'must',
    subject: 'gateway',
    needs: [],
    sources: [guide('1.3'), page('4012791897'), page('4012791910')],
    title: {
      en: 'An appid that is not bound to the merchant cannot order',
      zh: '未与商户号绑定的appid不能下单',
    },
    hint: { en: 'Answer 400 APPID_MCHID_NOT_MATCH.', zh: '应答400 APPID_MCHID_NOT_MATCH。' },
  },
  {
    id: 'PREPAY-2H',
    level: 'must',
    subject: 'gateway',
    needs: ['clock', 'payer'],
    sources: [guide('3.1'), page('4012791897')],
    title: {
      en: 'A prepay_id opens the cashier for two hours',
      zh: 'prepay_id有效期为2小时',
    },
    hint: {
      en: 'Count the two hours from the answer that gave the prepay_id, whatever time_expire says.',
      zh: '自返回prepay_id起计2小时，与time_expire无关。',
    },
  },
  {
    id: 'REORDER-SAME',
    level: 'must',
    subject: 'gateway',
    needs: ['clock', 'payer'],
    sources: [guide('3.1'), page('4012791897')],
    title: {
      en: 'The original parameters bring a new prepay_id for the same unpaid order',
      zh: '使用原下单参数重新下单，同一笔未支付订单获得新的prepay_id',
    },
    hint: {
      en: 'Accept the same number with the same parameters while the order is NOTPAY.',
      zh: '订单为NOTPAY时，接受相同商户订单号和相同参数的重新下单。',
    },
  },
  {
    id: 'REORDER-CHANGED',
    level: 'must',
    subject: 'gateway',
    needs: ['payer'],
    sources: [page('4012791897'), page('4012791869')],
    title: {
      en: 'A number that is ordered again with other parameters is refused',
      zh: '商户订单号相同而参数不同的下单请求被拒绝',
    },
    hint: {
      en: 'Compare all parameters with those of the first order; refuse and leave the first order as it is.',
      zh: '与首次下单的全部参数比较；拒绝请求，原订单保持不变。',
    },
  },
  {
    id: 'NUMBER-USED-UP',
    level: 'must',
    subject: 'gateway',
    needs: ['payer', 'clock'],
    sources: [page('4012068676')],
    title: {
      en: 'The number of a paid or closed order is never used again',
      zh: '已支付或已关闭订单的商户订单号不能再次使用',
    },
    hint: {
      en: 'Refuse an order under such a number even with the original parameters.',
      zh: '即使参数与原订单相同，也应拒绝。',
    },
  },
  {
    id: 'TIME-EXPIRE-ENDS',
    level: 'must',
    subject: 'gateway',
    needs: ['clock', 'payer'],
    sources: [guide('3.1'), guide('4.2'), page('4012791897')],
    title: {
      en: 'After time_expire nobody can pay, and the order stays unpaid',
      zh: '超过time_expire后用户不能支付，订单仍为未支付',
    },
    hint: {
      en: 'Refuse at the cashier with the documented message; do not close the order, closing it is the merchant’s part.',
      zh: '收银台按文档文案拒绝支付；不要关闭订单，关单由商户完成。',
    },
  },
  {
    id: 'TIME-EXPIRE-BOUNDS',
    level: 'must',
    subject: 'gateway',
    needs: ['clock', 'payer'],
    sources: [page('4012791897')],
    title: {
      en: 'time_expire is moved to one minute at the least and fifteen days at the most',
      zh: 'time_expire最早为下单后1分钟，最晚为下单后15天，超出时自动调整',
    },
    hint: {
      en: 'Move an earlier or later time_expire silently to the bound; do not refuse the order.',
      zh: '超出范围的time_expire自动调整到边界值，不拒绝下单。',
    },
  },
  {
    id: 'UNPAID-7D',
    level: 'must',
    subject: 'gateway',
    needs: ['clock', 'payer'],
    sources: [guide('3.1'), guide('4.3')],
    title: {
      en: 'An unpaid order closes by itself after seven days; without time_expire it can be paid until then',
      zh: '未支付订单超过7天自动关闭；未传time_expire的订单7天内可支付',
    },
    hint: {
      en: 'Close the order at seven days without being asked; before that any valid prepay_id can pay.',
      zh: '满7天时由平台自动关单；此前任一有效的prepay_id均可支付。',
    },
  },
  {
    id: 'REORDER-AFTER-2H',
    level: 'must',
    subject: 'merchant',
    needs: ['clock', 'payer', 'backend-clock'],
    sources: [guide('3.1'), page('4012791897'), checklist('Q-PREPAY-EXPIRY')],
    title: {
      en: 'A prepay_id older than two hours is replaced by ordering again with the original parameters',
      zh: 'prepay_id超过2小时后，商户以原下单参数重新下单获取新的prepay_id',
    },
    hint: {
      en: 'Keep when the prepay_id came and the whole request that brought it; after two hours send that request again.',
      zh: '记录prepay_id的获取时间和完整的下单参数，超过2小时后用原参数重新请求。',
    },
  },
  {
    id: 'CLOSE-AFTER-EXPIRE',
    level: 'must',
    subject: 'merchant',
    needs: ['clock', 'payer', 'faults', 'notifications', 'backend-clock'],
    sources: [guide('3.1'), guide('3.3'), checklist('Q-UNPAID-CLOSE')],
    title: {
      en: 'The merchant closes an order that was not paid by its time_expire',
      zh: '超过time_expire仍未支付的订单由商户关单',
    },
    hint: {
      en: 'Run a job that finds unpaid orders past their time_expire, queries them and closes those that are NOTPAY.',
      zh: '用定时任务找出超过time_expire的未支付订单，先查单，仍为NOTPAY的执行关单。',
    },
  },
  {
    id: 'MONEY-FEN',
    level: 'must',
    subject: 'merchant',
    needs: [],
    sources: [page('4012791897'), page('4012791903'), checklist('Q-INTEGER')],
    title: {
      en: 'Amounts are the price in whole fen',
      zh: '金额为以分为单位的整数，且与商品价格一致',
    },
    hint: {
      en: 'Keep money as integer fen from the start; a product of floating-point numbers turns 1.10 yuan into 110.00000000000001 fen.',
      zh: '全程以整数分保存金额；浮点运算会把1.10元变成110.00000000000001分。',
    },
  },
  {
    id: 'ONE-ORDER',
    level: 'must',
    subject: 'merchant',
    needs: ['clock', 'payer', 'faults'],
    sources: [page('4012075249'), page('4012791911'), checklist('Q-DOUBLE-TAP')],
    title: {
      en: 'However often the customer taps Pay, one order can be paid',
      zh: '无论顾客点击多少次支付，只有一笔订单可付',
    },
    hint: {
      en: 'Keep one out_trade_no for an order while it can be paid, under a lock; take another only once WeChat Pay has closed the first.',
      zh: '订单可付期间加锁并只使用一个out_trade_no；原单在微信支付侧关闭后方可换号。',
    },
  },
  {
    id: 'ORDER-RETRY',
    level: 'should',
    subject: 'merchant',
    needs: ['faults'],
    sources: [page('4012791897'), checklist('Q-RETRY'), checklist('Q-UNIQUE')],
    title: {
      en: 'An order whose outcome is not known is asked for again under the same number, with the same parameters',
      zh: '下单结果不明时以原单号、原参数重试',
    },
    hint: {
      en: 'Store the request before it is sent, and send the very same after a 500, a 429 or no answer.',
      zh: '发送前保存下单请求，遇到500、429或无应答时原样重发。',
    },
  },
]);
