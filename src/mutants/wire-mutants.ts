import type { AnyAddress, AnyBody } from '../gateway/answers.ts';
import type { Stages } from '../gateway/pipeline.ts';
import { documentedPolicy } from '../gateway/policy.ts';
import { parseAuthorization } from '../protocol/authorization.ts';
import { systemEntropy } from '../protocol/entropy.ts';
import { isRecord, parseJson } from '../protocol/wire.ts';
import { type Duration, fromUnixSeconds, hours, minutes, plus } from '../time/index.ts';
import { decideMutant, type Mutant, stageMutant } from './mutant.ts';
import { soundStages } from './sound-stages.ts';

const { authenticate, validate, answer, sign } = soundStages;

/** A pipeline that lets a refused caller through, as whoever it says it is. */
const lettingThrough = (message: string): Partial<Stages> => ({
  authenticate: (request, merchantOf, wire) => {
    const result = authenticate(request, merchantOf, wire);
    if (result.kind === 'merchant' || !result.refusal.message.includes(message)) return result;
    const items = parseAuthorization(request.headers['authorization']);
    const merchant = typeof items === 'string' ? undefined : merchantOf(items.mchid);
    return merchant ? { kind: 'merchant', merchant } : result;
  },
});

/** A pipeline that takes a request as made in time, or as made an hour ago, where its timestamp is no further off than that, or further. */
const withTimestampsGoodFor = (tolerance: Duration): Partial<Stages> => ({
  authenticate: (request, merchantOf, wire) => {
    const items = parseAuthorization(request.headers['authorization']);
    if (typeof items === 'string') return authenticate(request, merchantOf, wire);
    const sent = fromUnixSeconds(Number(items.timestamp));
    const off = Math.abs(wire.now() - sent);
    const isAsDocumented = off <= tolerance === off <= documentedPolicy.timestampTolerance;
    const seen = off <= tolerance ? sent : plus(sent, hours(1));
    return authenticate(request, merchantOf, isAsDocumented ? wire : { now: () => seen });
  },
});

/** Gateways that break a duty of the wire: signatures, parameters, queries, the cashier's door. */
export const wireMutants: readonly Mutant[] = [
  stageMutant(
    'wrong-signature-is-accepted',
    {
      'SIGN-CHECKED': 'the refusal (SIGN_ERROR) … seen 200',
      'BILL-SIGNED': 'the refusal (SIGN_ERROR) … seen 200',
      'SIGN-REASONS': 'the message (the signature is wrong) … seen nothing',
      'FINAL-SUCCESS': 'trade_state of the order: expected SUCCESS, seen REFUND',
    },
    lettingThrough('验签失败'),
  ),
  stageMutant(
    'unknown-serial-is-accepted',
    {
      'SIGN-CHECKED': 'the refusal (SIGN_ERROR) … seen 200',
      'SIGN-REASONS': 'the message (the serial number is wrong) … seen nothing',
    },
    lettingThrough('序列号有误'),
  ),
  stageMutant(
    'refused-order-is-made-all-the-same',
    {
      'SIGN-CHECKED': 'the order under that number … seen NOTPAY',
      'SIGN-TIME-5M': 'the order under that number … seen NOTPAY',
    },
    {
      authenticate: (request, merchantOf, wire) => {
        const result = authenticate(request, merchantOf, wire);
        const body = parseJson(request.body);
        const merchant = isRecord(body) ? merchantOf(String(body['mchid'])) : undefined;
        if (result.kind === 'refused' && merchant && request.target.endsWith('/jsapi')) {
          const { headers } = request;
          answer({
            endpoint: 'order',
            uri: {} as AnyAddress,
            body: body as AnyBody,
            headers,
            merchant,
            entropy: systemEntropy,
          });
        }
        return result;
      },
    },
  ),
  stageMutant(
    'timestamps-are-good-for-ten-minutes',
    { 'SIGN-TIME-5M': 'the refusal (SIGN_ERROR) … seen 200' },
    withTimestampsGoodFor(minutes(10)),
  ),
  stageMutant(
    'timestamps-are-good-for-four-minutes',
    { 'SIGN-TIME-5M': 'the answer: expected 200, seen 401 SIGN_ERROR' },
    withTimestampsGoodFor(minutes(4)),
  ),
  stageMutant(
    'the-items-of-the-header-have-one-order',
    { 'SIGN-CHECKED': 'the answer: expected 200, seen 401 SIGN_ERROR' },
    {
      authenticate: (request, merchantOf, wire) => {
        const authorization = request.headers['authorization'] ?? '';
        const inOrder = /mchid=.*nonce_str=.*signature=.*timestamp=.*serial_no=/.test(authorization);
        const headers = { ...request.headers, authorization: 'WECHATPAY2-SHA256-RSA2048 unread' };
        const result = authenticate(request, merchantOf, wire);
        return result.kind === 'merchant' && !inOrder
          ? authenticate({ ...request, headers }, merchantOf, wire)
          : result;
      },
    },
  ),
  stageMutant(
    'paths-are-unescaped-before-they-are-verified',
    { 'ORDER-PARAMS': 'trade_state of the order: expected NOTPAY, seen HTTP 401 SIGN_ERROR' },
    {
      authenticate: (request, merchantOf, wire) => {
        const target = decodeURIComponent(request.target);
        return authenticate(target === request.target ? request : { ...request, target }, merchantOf, wire);
      },
    },
  ),
  stageMutant(
    'some-query-answers-are-unsigned',
    { 'SIGN-ANSWERS': 'the signature of the answer: expected valid, seen absent' },
    {
      sign: (key, body, wire, entropy, fault) =>
        body.includes('"NOTPAY"') && body.includes('"total":100,') ? {} : sign(key, body, wire, entropy, fault),
    },
  ),
  stageMutant(
    'an-amount-of-nothing-is-accepted',
    {
      'ORDER-PARAMS': 'the refusal (PARAM_ERROR) … seen 200',
      'ORDER-LIMITS': 'the refusal (PARAM_ERROR) … seen 200',
      'ERROR-DETAIL': 'the refusal (PARAM_ERROR) … seen 200',
    },
    {
      validate: (name, parameters, form) => {
        const refusal = validate(name, parameters, form);
        return refusal?.detail?.['value'] === 0 && refusal.message.includes('“总金额”') ? undefined : refusal;
      },
    },
  ),
  stageMutant(
    'numbers-may-have-any-length',
    {
      'ORDER-PARAMS': 'the refusal (PARAM_ERROR) … seen 200',
      'ORDER-LIMITS': 'the refusal (PARAM_ERROR) … seen 200',
      'REFUND-PARAMS': 'the refusal (PARAM_ERROR) … seen 404 RESOURCE_NOT_EXISTS',
      'ERROR-DETAIL': 'the refusal (PARAM_ERROR) … seen 200',
    },
    {
      validate: (name, parameters, form) => {
        const refusal = validate(name, parameters, form);
        return refusal?.message.includes('“/body/out_trade_no”') && refusal.message.includes('字节数')
          ? undefined
          : refusal;
      },
    },
  ),
  stageMutant(
    'any-appid-may-order',
    { 'ORDER-APPID-BOUND': 'the refusal (APPID_MCHID_NOT_MATCH) … seen 200' },
    {
      answer: (asked) => {
        const appid = asked.body?.appid;
        if (appid === undefined || asked.merchant.appids.has(appid)) return answer(asked);
        const appids = new Set([...asked.merchant.appids, appid]);
        return answer({ ...asked, merchant: { ...asked.merchant, appids } });
      },
    },
  ),
  stageMutant(
    'the-self-test-gives-back-what-it-cannot-read',
    { 'SECURITY-ECHO': 'encrypted_echo_message: expected the same text, seen nothing that the merchant can read' },
    {
      answer: (asked) => {
        const outcome = answer(asked);
        const { encrypted_echo_message } = asked.body ?? {};
        if (asked.endpoint !== 'security-echo' || outcome.kind !== 'answered' || !encrypted_echo_message)
          return outcome;
        return { ...outcome, body: { ...(outcome.body as object), encrypted_echo_message } };
      },
    },
  ),
  stageMutant(
    'a-refunded-order-has-no-transaction-id-to-ask-by',
    {
      'QUERY-ORDER': 'trade_state: expected REFUND, seen nothing',
      'QUERY-TELLS': 'appid: expected wxd678efh567hg6787, seen nothing',
      'PAY-COUPONS': 'amount.payer_total: expected 800, seen nothing',
    },
    {
      answer: (asked) => {
        const outcome = answer(asked);
        const isRefunded =
          outcome.kind === 'answered' && isRecord(outcome.body) && outcome.body['trade_state'] === 'REFUND';
        return asked.endpoint === 'order-by-id' && isRefunded
          ? { kind: 'refused', refusal: { status: 404, code: 'ORDER_NOT_EXIST', message: '' } }
          : outcome;
      },
    },
  ),
  stageMutant(
    'a-query-by-transaction-id-finds-nothing',
    {
      'QUERY-ORDER': 'trade_state: expected SUCCESS, seen nothing',
      'QUERY-TELLS': 'appid: expected wxd678efh567hg6787, seen nothing',
      'PAY-COUPONS': 'amount.payer_total: expected 800, seen nothing',
    },
    {
      answer: (asked) =>
        answer(asked.endpoint === 'order-by-id' ? { ...asked, uri: { ...asked.uri, transaction_id: '' } } : asked),
    },
  ),
  decideMutant(
    'pay-sign-is-not-verified',
    { 'CASHIER-PAYSIGN': 'the cashier: expected refused, seen paid' },
    'open-cashier',
    (command, _state, right) => right({ ...command, paySignVerifies: true }),
  ),
  decideMutant(
    'anybody-may-pay',
    { 'CASHIER-PAYER': 'the cashier: expected refused, seen paid' },
    'open-cashier',
    (command, state, right) => {
      const number = state.orderOfPrepayId.get(command.params.package.slice('prepay_id='.length)) ?? '';
      return right({ ...command, openid: state.orders.get(number)?.request.payer.openid ?? '' });
    },
  ),
];
