import type { Asked, Outcome } from '../gateway/answers.ts';
import type { Letter } from '../gateway/letter.ts';
import { seal } from '../protocol/aead.ts';
import { answerMessage } from '../protocol/answer-signing.ts';
import { mockIdentities } from '../targets/mock/mock-identities.ts';
import { days, plus, toRfc3339 } from '../time/index.ts';
import { type Mutant, policyMutant, stageMutant } from './mutant.ts';
import { soundStages } from './sound-stages.ts';

const { answer, sign } = soundStages;
const who = mockIdentities((signer) => signer);
const { publicKey, certificate } = who.platformKeys;

type Row = Readonly<Record<string, unknown>>;

/** The list of platform certificates, told otherwise. */
const listing = (change: (rows: readonly Row[], asked: Asked) => readonly Row[]) => ({
  answer: (asked: Asked): Outcome => {
    const outcome = answer(asked);
    if (asked.endpoint !== 'certificates' || outcome.kind !== 'answered') return outcome;
    const { data } = outcome.body as { data: readonly Row[] };
    return { ...outcome, body: { data: change(data, asked) } };
  },
});

const sealed = (key: string, pem: string) => seal(key, 'nonce0000000', 'certificate', pem);

/** A notification that the certificate signed, as the public key signs it. */
function signedAgain(letter: Letter): Letter {
  const { headers, body } = letter;
  if (headers['wechatpay-serial'] !== certificate.id) return letter;
  const { 'wechatpay-timestamp': timestamp = '', 'wechatpay-nonce': nonce = '' } = headers;
  const signature = publicKey.sign(answerMessage(timestamp, nonce, body));
  return { headers: { ...headers, 'wechatpay-serial': publicKey.id, 'wechatpay-signature': signature }, body };
}

/** Gateways that are wrong about the keys that WeChat Pay signs with. */
export const keyMutants: readonly Mutant[] = [
  stageMutant(
    'answers-are-signed-with-the-certificate-whatever-is-named',
    { 'KEY-FOLLOWS-REQUEST': `the key that signed the answer: expected ${publicKey.id}` },
    { sign: (key, ...rest) => sign(key.id === publicKey.id ? certificate : key, ...rest) },
  ),
  stageMutant(
    'answers-are-signed-with-the-public-key-whatever-is-named',
    {
      'KEY-FOLLOWS-REQUEST': `the key that signed the answer: expected ${certificate.id}`,
      'CERTIFICATES-GIVEN': `the key that signed the answer: expected ${certificate.id}`,
      'CERTIFICATE-RENEWED': 'the key that signed the answer',
    },
    { sign: (_key, ...rest) => sign(publicKey, ...rest) },
  ),
  stageMutant(
    'certificates-are-encrypted-with-another-key',
    {
      'CERTIFICATES-GIVEN': 'seen nothing that opens',
      'CERTIFICATE-RENEWED': 'seen nothing that opens',
      'CERTIFICATE-LEARNED': 'the answer to the latest notification',
    },
    listing((rows) =>
      rows.map((row) => ({ ...row, encrypt_certificate: sealed('AnotherKeyThatProtectsNothing000', certificate.pem) })),
    ),
  ),
  stageMutant(
    'every-row-has-the-same-certificate',
    {
      'CERTIFICATE-RENEWED': 'the certificate, opened with the APIv3 key',
      'CERTIFICATE-LEARNED': 'the answer to the latest notification',
    },
    listing((rows) => rows.map((row) => ({ ...row, encrypt_certificate: sealed(who.apiv3Key, certificate.pem) }))),
  ),
  stageMutant(
    'a-certificate-is-told-to-last-longer',
    {
      'CERTIFICATES-GIVEN': 'the certificate, opened with the APIv3 key',
      'CERTIFICATE-RENEWED': 'the certificate, opened with the APIv3 key',
    },
    listing((rows) => rows.map((row) => ({ ...row, expire_time: toRfc3339(plus(certificate.notAfter, days(3650))) }))),
  ),
  stageMutant(
    'merchants-without-certificates-are-given-one',
    { 'CERTIFICATES-GIVEN': 'the refusal (RESOURCE_NOT_EXISTS)' },
    {
      answer: (asked) =>
        answer(
          asked.endpoint === 'certificates' ? { ...asked, merchant: { ...asked.merchant, keyMode: 'both' } } : asked,
        ),
    },
  ),
  stageMutant(
    'an-expired-certificate-is-still-listed',
    { 'CERTIFICATE-RENEWED': 'platform certificates: expected 1, seen 2' },
    listing((rows) => {
      const [first] = rows;
      if (!first || first['serial_no'] === certificate.id) return rows;
      const expired = { ...first, serial_no: certificate.id, effective_time: toRfc3339(certificate.notBefore) };
      const end = toRfc3339(certificate.notAfter);
      return [{ ...expired, expire_time: end, encrypt_certificate: sealed(who.apiv3Key, certificate.pem) }, ...rows];
    }),
  ),
  policyMutant(
    'certificates-are-never-renewed',
    { 'CERTIFICATE-RENEWED': 'platform certificates: expected 2, seen 1' },
    { certificateRenewal: 'none' },
  ),
  policyMutant(
    'the-change-to-the-public-key-stops-half-way',
    { 'KEY-CHANGE': `the key that signed the notification: expected ${publicKey.id}` },
    { publicKeyShares: [1, 10, 50, 100, 200, 0] },
  ),
  policyMutant(
    'the-public-key-signs-everything-from-the-first-day',
    { 'KEY-CHANGE': 'whether all notifications are signed with the public key' },
    { publicKeyShares: [1_000] },
  ),
  {
    name: 'notifications-are-signed-with-the-public-key-before-the-change',
    killedBy: { 'KEY-CHANGE': `the key that signed the notification: expected ${certificate.id}` },
    parts: { carry: (carry) => (url, letter, answerTime) => carry(url, signedAgain(letter), answerTime) },
  },
];
