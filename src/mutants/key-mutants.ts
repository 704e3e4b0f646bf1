import type { Asked, Outcome } from '../gateway/answers.ts';
import type { Letter } from '../gateway/letter.ts';
import { seal } from '../protocol/aead.ts';
import { answerMessage } from '../protocol/answer-signing.ts';
import { mockIdentities } from '../targets/mock/mock-identities.ts';
import { days, plus, toRfc3339 } from '../time/index.ts';
import { ANYTHING, type Mutant, policyMutant, stageMutant } from './mutant.ts';
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

/** What is said of an answer or notification that another key signed. */
const signedWith = (what: string, seen: string, expected?: string): string =>
  `the key that signed the ${what}${expected ? `: expected ${expected}, ` : ANYTHING}seen ${seen}`;

const OPENED = 'the certificate, opened with the APIv3 key';

/** A platform certificate, as it is told by a Then: its number and how long it lasts. */
const lasting = ({ id, notBefore, notAfter }: typeof certificate): string =>
  `${id}, ${toRfc3339(notBefore)} to ${toRfc3339(notAfter)}`;

/** Gateways that are wrong about the keys that WeChat Pay signs with. */
export const keyMutants: readonly Mutant[] = [
  stageMutant(
    'answers-are-signed-with-the-certificate-whatever-is-named',
    { 'KEY-FOLLOWS-REQUEST': signedWith('answer', certificate.id, publicKey.id) },
    { sign: (key, ...rest) => sign(key.id === publicKey.id ? certificate : key, ...rest) },
  ),
  stageMutant(
    'answers-are-signed-with-the-public-key-whatever-is-named',
    {
      'KEY-FOLLOWS-REQUEST': signedWith('answer', publicKey.id, certificate.id),
      'CERTIFICATES-GIVEN': signedWith('answer', publicKey.id, certificate.id),
      'CERTIFICATE-RENEWED': signedWith('answer', publicKey.id),
    },
    { sign: (_key, ...rest) => sign(publicKey, ...rest) },
  ),
  stageMutant(
    'certificates-are-encrypted-with-another-key',
    {
      'CERTIFICATES-GIVEN': `${OPENED} … seen nothing that opens`,
      'CERTIFICATE-RENEWED': `${OPENED} … seen nothing that opens`,
      'CERTIFICATE-LEARNED': 'the answer to the latest notification: expected one of [200,204], seen 401',
    },
    listing((rows) =>
      rows.map((row) => ({ ...row, encrypt_certificate: sealed('AnotherKeyThatProtectsNothing000', certificate.pem) })),
    ),
  ),
  stageMutant(
    'every-row-has-the-same-certificate',
    {
      'CERTIFICATE-RENEWED': `${OPENED} … 2034-11-01T00:00:00+08:00, seen ${lasting(certificate)}`,
      'CERTIFICATE-LEARNED': 'the answer to the latest notification: expected one of [200,204], seen 401',
    },
    listing((rows) => rows.map((row) => ({ ...row, encrypt_certificate: sealed(who.apiv3Key, certificate.pem) }))),
  ),
  stageMutant(
    'a-certificate-is-told-to-last-longer',
    {
      'CERTIFICATES-GIVEN': `${OPENED} … 2040-05-28T00:00:00+08:00, seen ${lasting(certificate)}`,
      'CERTIFICATE-RENEWED': `${OPENED} … 2040-05-28T00:00:00+08:00, seen ${lasting(certificate)}`,
    },
    listing((rows) => rows.map((row) => ({ ...row, expire_time: toRfc3339(plus(certificate.notAfter, days(3650))) }))),
  ),
  stageMutant(
    'merchants-without-certificates-are-given-one',
    { 'CERTIFICATES-GIVEN': 'the refusal (RESOURCE_NOT_EXISTS) … seen 200' },
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
    { 'KEY-CHANGE': signedWith('notification', certificate.id, publicKey.id) },
    { publicKeyShares: [1, 10, 50, 100, 200, 0] },
  ),
  policyMutant(
    'the-public-key-signs-everything-from-the-first-day',
    { 'KEY-CHANGE': 'whether all notifications are signed with the public key: expected false, seen true' },
    { publicKeyShares: [1_000] },
  ),
  {
    name: 'notifications-are-signed-with-the-public-key-before-the-change',
    killedBy: { 'KEY-CHANGE': signedWith('notification', publicKey.id, certificate.id) },
    parts: { carry: (carry) => (url, letter, answerTime) => carry(url, signedAgain(letter), answerTime) },
  },
];
