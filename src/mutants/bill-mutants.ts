import { parseAuthorization } from '../protocol/authorization.ts';
import { isRecord } from '../protocol/wire.ts';
import { days, hours, type Instant, minutes, parseRfc3339, plus, toRfc3339 } from '../time/index.ts';
import { decideMutant, type Mutant, policyMutant, stageMutant, withEvents } from './mutant.ts';
import { soundStages } from './sound-stages.ts';

const { answer, authenticate } = soundStages;
type Asked = Parameters<typeof answer>[0];
type Outcome = ReturnType<typeof answer>;

/** Something else comes of asking for bills. */
const billMutant = (
  name: string,
  killedBy: Mutant['killedBy'],
  change: (outcome: Outcome, asked: Asked) => Outcome,
): Mutant =>
  stageMutant(name, killedBy, {
    answer: (asked) => {
      const outcome = answer(asked);
      return /bill/.test(asked.endpoint) ? change(outcome, asked) : outcome;
    },
  });

/** The text of bills that are not packed is another. What was hashed is the true one, which only the scenarios of the hash notice. */
const textMutant = (
  name: string,
  killedBy: Mutant['killedBy'],
  change: (text: string, asked: Asked) => string,
): Mutant =>
  billMutant(name, killedBy, (outcome, asked) => {
    if (outcome.kind !== 'file' || outcome.contentType === 'application/gzip') return outcome;
    const text = Buffer.concat([...outcome.chunks]).toString();
    return { ...outcome, chunks: [Buffer.from(change(text, asked))] };
  });

/** What stands only in the bills by which rows are judged, and movements of the account. */
const WITH_DEVICE = '`013467007045764,';
const HALF_REFUNDED = '`49.70,`49.70,';
const LESS_REFUNDED = '`59.64,';

/** One column of the rows of those bills is another; the sums are left alone. */
const columnMutant = (
  name: string,
  killedBy: Mutant['killedBy'],
  title: string,
  change: (value: string, line: string) => string,
): Mutant =>
  textMutant(name, killedBy, (text) => {
    if (![WITH_DEVICE, HALF_REFUNDED, LESS_REFUNDED].some((mark) => text.includes(mark))) return text;
    const [titles = '', ...lines] = text.split('\r\n');
    const column = titles.replace('\ufeff', '').split(',').indexOf(title);
    const width = titles.split(',').length;
    const changed = lines.map((line) => {
      const values = line.slice(1).split(',`');
      const isRow = column >= 0 && line.startsWith('`') && values.length === width;
      return isRow ? `\`${values.map((value, at) => (at === column ? change(value, line) : value)).join(',`')}` : line;
    });
    return [titles, ...changed].join('\r\n');
  });

const ticket = {
  kind: 'answered',
  status: 200,
  body: { hash_type: 'SHA1', hash_value: '', download_url: 'https://api.mch.weixin.qq.com/' },
} as const;

const refusedWith = (outcome: Outcome, code: string): boolean =>
  outcome.kind === 'refused' && outcome.refusal.code === code;

const dateOf = (at: Instant): string => toRfc3339(at).slice(0, 10);
const dayAfter = (date: string): string =>
  dateOf(plus(parseRfc3339(`${date}T12:00:00+08:00`) ?? (0 as Instant), days(1)));

/** Gateways that break a duty of bills. */
export const billMutants: readonly Mutant[] = [
  policyMutant(
    'bills-are-ready-before-they-are-made',
    { 'BILL-AFTER-TEN': 'the refusal (the bill is still being made) … seen 200' },
    { billReady: hours(8) },
  ),
  billMutant(
    'bills-are-made-again-in-the-evening',
    { 'BILL-AFTER-TEN': 'the answer: expected 200, seen 400 STATEMENT_CREATING' },
    (outcome, { merchant }) =>
      outcome.kind === 'answered' && toRfc3339(merchant.ledger.timeline.now()).slice(11, 13) >= '20'
        ? { kind: 'refused', refusal: { status: 400, code: 'STATEMENT_CREATING', message: '账单生成中' } }
        : outcome,
  ),
  billMutant(
    'a-day-without-trades-has-a-bill',
    {
      'RECONCILE-DAILY':
        'the reconciliation: expected done, seen not done: the bill of 2026-01-15 cannot be downloaded',
      'BILL-NO-STATEMENT': 'the refusal (there is nothing to put into it) … seen 200',
      'BILL-TRADE': 'the refusal (there is nothing to put into it) … seen 200',
    },
    (outcome) => (refusedWith(outcome, 'NO_STATEMENT_EXIST') ? ticket : outcome),
  ),
  policyMutant(
    'bills-can-be-had-for-four-months',
    { 'BILL-WINDOW-3M': 'the refusal (the day is too long ago) … seen 200' },
    { billMonths: 4 },
  ),
  policyMutant(
    'bills-can-be-had-for-two-months',
    { 'BILL-WINDOW-3M': 'the answer: expected 200, seen 400 INVALID_REQUEST' },
    { billMonths: 2 },
  ),
  billMutant(
    'a-day-that-is-not-over-has-a-bill',
    { 'BILL-WINDOW-3M': 'the refusal (the day is not over) … seen 200' },
    (outcome, { uri, merchant }) =>
      (uri['bill_date'] ?? '') >= toRfc3339(merchant.ledger.timeline.now()).slice(0, 10) ? ticket : outcome,
  ),
  policyMutant(
    'addresses-of-bills-are-good-for-ten-minutes',
    { 'BILL-URL-5M': 'the refusal (the address is good no more) … seen 200' },
    { billUrlLifetime: minutes(10) },
  ),
  policyMutant(
    'addresses-of-bills-are-good-for-three-minutes',
    { 'BILL-URL-5M': 'the answer: expected 200, seen 400 INVALID_REQUEST' },
    { billUrlLifetime: minutes(3) },
  ),
  billMutant(
    'any-address-brings-a-bill',
    { 'BILL-URL-5M': 'the refusal (the address is good no more) … seen 200' },
    (outcome, { uri }) =>
      uri['token']?.startsWith('nobody') ? { kind: 'file', contentType: 'text/csv', chunks: [] } : outcome,
  ),
  stageMutant(
    'bills-are-given-to-anybody',
    { 'BILL-SIGNED': 'the refusal (SIGN_ERROR) … seen 200' },
    {
      authenticate: (request, merchantOf, wire) => {
        const result = authenticate(request, merchantOf, wire);
        const items = parseAuthorization(request.headers['authorization']);
        const merchant = typeof items === 'string' ? undefined : merchantOf(items.mchid);
        return merchant && request.target.startsWith('/v3/billdownload/') ? { kind: 'merchant', merchant } : result;
      },
    },
  ),
  billMutant(
    'the-hash-is-of-something-else',
    { 'BILL-HASH': 'hash_value … seen 79bb0f45fc4c42234a918000b2668d689e2bde04' },
    (outcome, { uri }) =>
      outcome.kind === 'answered' && isRecord(outcome.body) && uri['bill_type'] === 'REFUND'
        ? { ...outcome, body: { ...outcome.body, hash_value: '79bb0f45fc4c42234a918000b2668d689e2bde04' } }
        : outcome,
  ),
  textMutant('bills-are-in-fen', { 'BILL-TRADE': '应结订单金额 of the payment: expected 12.30, seen 1230' }, (text) =>
    text.replaceAll('`12.30', '`1230'),
  ),
  textMutant('refunds-are-left-out-of-bills', { 'BILL-TRADE': 'rows of the bill: expected 2, seen 1' }, (text) =>
    text.replace(/^.*,`REFUND,.*`5\.00,.*\r\n/m, ''),
  ),
  decideMutant(
    'refunds-stand-in-the-bill-of-the-payment',
    { 'BILL-TRADE': 'the answer: expected 200, seen 400 NO_STATEMENT_EXIST' },
    'request-refund',
    (command, state, right) =>
      withEvents(right(command), (events) =>
        events.map((event) => {
          const order = event.type === 'refund-accepted' ? state.orders.get(event.refund.outTradeNo) : undefined;
          if (event.type !== 'refund-accepted' || !order || !('payment' in order.status)) return event;
          const { at } = order.status.payment;
          return dateOf(at) === dateOf(command.at) ? event : { ...event, refund: { ...event.refund, createdAt: at } };
        }),
      ),
  ),
  textMutant(
    'unpaid-orders-stand-in-bills',
    { 'BILL-TRADE': 'rows of the bill: expected 1, seen 2' },
    (text, { merchant }) => {
      const [paid, unpaid] = [...merchant.ledger.state.orders.values()].map(({ request }) => request);
      if (!paid || unpaid?.amount.total !== 200) return text;
      return text.replace(/^`.*,`SUCCESS,.*\r\n/m, (row) => row + row.replace(paid.out_trade_no, unpaid.out_trade_no));
    },
  ),
  textMutant(
    'a-column-has-its-older-name',
    { 'BILL-TRADE': 'the columns: expected … ,特约商户号, … seen … ,子商户号,' },
    (text) => (text.includes('`0.40,') ? text.replace('特约商户号', '子商户号') : text),
  ),
  textMutant('sums-are-a-fen-short', { 'BILL-TOTALS': '应结订单总金额: expected 13334000, seen 13333000' }, (text) =>
    text.replaceAll('`133.34', '`133.33'),
  ),
  textMutant(
    'commas-are-not-escaped',
    { 'BILL-ESCAPES': '商户数据包 of the payment: expected a\\ b, seen a,b' },
    (text) => text.replaceAll('\\ ', ','),
  ),
  textMutant(
    'refunds-are-escaped-as-payments-are',
    { 'BILL-ESCAPES': '商户数据包 of the refund: expected a\\140b, seen a\\`b' },
    (text) => text.replaceAll('\\140', '\\`'),
  ),
  policyMutant(
    'bills-follow-what-comes-of-refunds',
    { 'BILL-SNAPSHOT': '退款状态 of the refund: expected CHANGE, seen SUCCESS' },
    { billSnapshot: days(300) },
  ),
  policyMutant(
    'bills-are-made-at-midnight',
    { 'BILL-SNAPSHOT': '退款状态 of the refund: expected SUCCESS, seen CHANGE' },
    { billSnapshot: hours(0) },
  ),
  billMutant(
    'a-day-of-bills-begins-at-eight',
    { 'BILL-TRADE': 'the answer: expected 200, seen 400 NO_STATEMENT_EXIST' },
    (outcome, { uri, merchant }) => {
      const night = (date: string): boolean =>
        [...merchant.ledger.state.orders.values()].some(
          ({ status }) =>
            'payment' in status && /T0[0-7]/.test(toRfc3339(status.payment.at)) && dateOf(status.payment.at) === date,
        );
      const date = uri['bill_date'] ?? '';
      if (night(date)) return { kind: 'refused', refusal: { status: 400, code: 'NO_STATEMENT_EXIST', message: '' } };
      return night(dayAfter(date)) ? ticket : outcome;
    },
  ),
  textMutant(
    'the-account-is-not-charged-the-fee',
    { 'BILL-FUND-FLOW': 'what is left after row 2: expected 9940000, seen 10000000' },
    (text) => text.replace('`99.40', '`100.00'),
  ),
  textMutant('fund-flow-sums-leave-out-the-fee', { 'BILL-FUND-FLOW': '支出金额: expected 4036000, seen 0' }, (text) =>
    !text.includes('`100.00,') ? text : text.replace(/(资金流水.*\r\n.*`)\d+\.\d\d\r\n$/, '$10.00\r\n'),
  ),
  columnMutant(
    'bills-tell-days-and-no-times',
    { 'BILL-ROWS': '交易时间: expected the moment when it happened, in Beijing, seen 2026-01-15 00:00:00' },
    '交易时间',
    (value) => value.replace(/ .*$/, ' 00:00:00'),
  ),
  columnMutant(
    'bills-name-no-payer',
    { 'BILL-ROWS': '用户标识: expected the payer whom the order names, seen another' },
    '用户标识',
    () => '',
  ),
  columnMutant(
    'bills-drop-the-device',
    { 'BILL-ROWS': '设备号: expected 013467007045764, seen ""' },
    '设备号',
    () => '',
  ),
  columnMutant(
    'rates-have-no-percent',
    { 'BILL-ROWS': '费率: expected a percentage with two decimals, seen 0.60' },
    '费率',
    (value) => value.replace('%', ''),
  ),
  columnMutant(
    'fees-of-refunds-are-positive',
    { 'BILL-ROWS': '手续费: expected -30000, seen 30000' },
    '手续费',
    (value, line) => (line.includes('`50.00,') ? value.replace('-', '') : value),
  ),
  columnMutant(
    'refunds-have-no-number-of-their-own',
    { 'BILL-ROWS': '微信退款单号 … seen 0' },
    '微信退款单号',
    () => '0',
  ),
  columnMutant(
    'fund-flows-leave-out-what-is-held',
    { 'BILL-FUND-FLOW': '账户结余(元) of row 1: expected an amount, seen ""' },
    '账户结余(元)',
    () => '',
  ),
  columnMutant(
    'fund-flows-of-refunds-have-no-voucher',
    { 'BILL-FUND-FLOW': '业务名称 of the refund: expected 退款, seen nothing' },
    '业务凭证号',
    (value, line) => (line.includes(',`退款,') ? '' : value),
  ),
  textMutant(
    'fund-flows-leave-out-the-fee',
    { 'BILL-FUND-FLOW': 'thousandths of a fen that the order brought: expected 4970000, seen 5030000' },
    (text) => (text.includes(HALF_REFUNDED) ? text.replace(/^`.*扣除交易手续费.*\r\n/m, '') : text),
  ),
];
