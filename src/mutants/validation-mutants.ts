import type { Refusal } from '../gateway/refusal.ts';
import type { Parameters } from '../gateway/validate.ts';
import { parseAuthorization } from '../protocol/authorization.ts';
import { isRecord } from '../protocol/wire.ts';
import { type Mutant, stageMutant } from './mutant.ts';
import { soundStages } from './sound-stages.ts';

const { authenticate, route, validate } = soundStages;

/** Takes what the right gateway would refuse with these words in its message. */
export const overlooking = (name: string, killedBy: Mutant['killedBy'], ...words: readonly string[]): Mutant =>
  stageMutant(name, killedBy, {
    validate: (endpoint, parameters, form) => {
      const refusal = validate(endpoint, parameters, form);
      return refusal && words.every((word) => refusal.message.includes(word)) ? undefined : refusal;
    },
  });

/** Refuses what the right gateway would take, where a value of the body is such. */
const refusing = (name: string, killedBy: Mutant['killedBy'], when: (body: Fields) => boolean): Mutant =>
  stageMutant(name, killedBy, {
    validate: (endpoint, parameters, form) => validate(endpoint, parameters, form) ?? tooStrict(parameters, when),
  });

type Fields = Readonly<Record<string, unknown>>;

const tooStrict = ({ body }: Parameters, when: (body: Fields) => boolean): Refusal | undefined =>
  isRecord(body) && when(body) ? { status: 400, code: 'PARAM_ERROR', message: '' } : undefined;

const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0);

/** A caller whom the right gateway refuses with this message is let in, as whoever it says it is. */
const lettingIn = (name: string, killedBy: Mutant['killedBy'], message: string): Mutant =>
  stageMutant(name, killedBy, {
    authenticate: (request, merchantOf, wire) => {
      const result = authenticate(request, merchantOf, wire);
      if (result.kind === 'merchant' || !result.refusal.message.includes(message)) return result;
      const items = parseAuthorization(request.headers['authorization']);
      const merchant = typeof items === 'string' ? undefined : merchantOf(items.mchid);
      return merchant ? { kind: 'merchant', merchant } : result;
    },
  });

const ACCEPTED = 'the refusal (PARAM_ERROR): expected one of ["400 PARAM_ERROR"], seen 200';

/** Gateways that break a duty towards callers who get something wrong. */
export const validationMutants: readonly Mutant[] = [
  overlooking(
    'texts-may-have-any-length',
    { 'ORDER-LIMITS': ACCEPTED, 'REFUND-PARAMS': ACCEPTED, 'ERROR-DETAIL': ACCEPTED },
    '字符数',
    '大于最大值',
  ),
  overlooking('attach-may-have-any-length', { 'ORDER-LIMITS': ACCEPTED }, '“/body/attach”', '大于最大值'),
  overlooking(
    'an-address-may-have-a-query',
    { 'ORDER-LIMITS': ACCEPTED, 'ORDER-PARAMS': ACCEPTED, 'REFUND-PARAMS': ACCEPTED, 'ERROR-DETAIL': ACCEPTED },
    '/notify_url”',
    '正则表达式',
  ),
  overlooking('detail-may-have-any-size', { 'ORDER-LIMITS': ACCEPTED }, '“/body/detail”', '大于最大值'),
  overlooking('null-is-as-good-as-nothing', { 'ORDER-LIMITS': ACCEPTED }, '“/body/attach”', 'string 类型'),
  overlooking('reason-may-have-any-length', { 'REFUND-PARAMS': ACCEPTED }, '“/body/reason”'),
  overlooking('emoji-are-taken', { 'ORDER-CHARACTERS': ACCEPTED }, '1 至 3 个字节'),
  overlooking(
    'a-path-may-have-any-length',
    { 'NUMBER-LIMITS': 'the refusal (PARAM_ERROR) … seen 404 ORDER_NOT_EXIST' },
    '/uri_template/out_trade_no',
  ),
  overlooking(
    'a-query-needs-no-mchid',
    { 'NUMBER-LIMITS': 'the refusal (PARAM_ERROR) … seen 400 INVALID_REQUEST' },
    '“/query/mchid”',
  ),
  refusing(
    'a-description-has-a-hundred-characters',
    { 'ORDER-LIMITS': 'the answer: expected 200, seen 400 PARAM_ERROR' },
    ({ description }) => lengthOf(description) > 100,
  ),
  refusing(
    'a-reason-has-sixty-characters',
    { 'REFUND-PARAMS': 'the answer: expected 200, seen 400 PARAM_ERROR' },
    ({ reason }) => lengthOf(reason) > 60,
  ),
  refusing(
    'chinese-is-refused-after-thirty-characters',
    { 'ORDER-CHARACTERS': 'the answer: expected 200, seen 400 PARAM_ERROR' },
    ({ description, attach }) => [description, attach].some((text) => /[\u4e00-\u9fff]{31}/.test(String(text))),
  ),
  stageMutant(
    'an-unknown-field-is-no-right',
    { 'UNKNOWN-FIELDS': 'the answer to an unknown field … seen 403 NO_AUTH' },
    {
      validate: (endpoint, parameters, form) => {
        const refusal = validate(endpoint, parameters, form);
        return refusal?.message.includes('额外参数') ? { status: 403, code: 'NO_AUTH', message: '' } : refusal;
      },
    },
  ),
  stageMutant(
    'a-refusal-says-nothing-of-the-field',
    { 'ERROR-DETAIL': 'the field that is named: expected /amount/total, seen nothing' },
    {
      validate: (endpoint, parameters, form) => {
        const refusal = validate(endpoint, parameters, form);
        return refusal && { ...refusal, message: '参数错误' };
      },
    },
  ),
  lettingIn(
    'an-expired-certificate-signs',
    {
      'SIGN-CERTIFICATE': 'the refusal (SIGN_ERROR) … seen 200',
      'SIGN-REASONS':
        'the message (the certificate is expired): expected one of ["商户证书已过期。","商户证书已过期"], seen nothing',
    },
    '已过期',
  ),
  lettingIn(
    'a-revoked-certificate-signs',
    {
      'SIGN-CERTIFICATE': 'the refusal (SIGN_ERROR) … seen 200',
      'SIGN-REASONS':
        'the message (the certificate is revoked): expected one of ["商户证书已作废。","商户证书已作废"], seen nothing',
    },
    '已作废',
  ),
  lettingIn(
    'a-replaced-certificate-signs',
    {
      'SIGN-CERTIFICATE': 'the refusal (SIGN_ERROR) … seen 200',
      'SIGN-REASONS':
        'the message (the certificate was replaced): expected one of ["已更换证书，请使用新证书","已更换证书，请使用新证书。"], seen nothing',
    },
    '已更换',
  ),
  stageMutant(
    'every-signature-is-refused-in-the-same-words',
    {
      'SIGN-REASONS':
        'the message (the certificate is expired): expected one of ["商户证书已过期。","商户证书已过期"], seen 签名错误',
    },
    {
      authenticate: (request, merchantOf, wire) => {
        const result = authenticate(request, merchantOf, wire);
        if (result.kind === 'merchant') return result;
        return { kind: 'refused', refusal: { ...result.refusal, message: '签名错误' } };
      },
    },
  ),
  stageMutant(
    'nobody-has-to-say-what-program-calls',
    { 'HEADERS-CHECKED': 'the refusal (INVALID_REQUEST) … seen 404 RESOURCE_NOT_EXISTS' },
    {
      authenticate: (request, merchantOf, wire) =>
        'user-agent' in request.headers
          ? authenticate(request, merchantOf, wire)
          : authenticate({ ...request, headers: { 'user-agent': 'none', ...request.headers } }, merchantOf, wire),
    },
  ),
  stageMutant(
    'a-wrong-method-is-an-unknown-path',
    { 'METHOD-CHECKED': 'the status: expected 405, seen 404' },
    {
      route: (method, target) => {
        const routed = route(method, target);
        return routed.kind === 'wrong-method' ? { kind: 'unknown-path' } : routed;
      },
    },
  ),
  stageMutant(
    'an-unknown-path-is-a-wrong-method',
    { 'PATH-CHECKED': 'the status: expected 404, seen 405' },
    {
      route: (method, target) => {
        const routed = route(method, target);
        return routed.kind === 'unknown-path' ? { kind: 'wrong-method' } : routed;
      },
    },
  ),
];
