import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide as documentedDecide } from '../../src/gateway/decide.ts';
import { documentedPolicy } from '../../src/gateway/policy.ts';
import { emptyState } from '../../src/gateway/state.ts';
import type { Judgement } from '../../src/judge/judgement.ts';
import { fen } from '../../src/money/fen.ts';
import { allMutants } from '../../src/mutants/all.ts';
import { stageMutant } from '../../src/mutants/mutant.ts';
import { Seams } from '../../src/mutants/seams.ts';
import { soundStages } from '../../src/mutants/sound-stages.ts';
import { Trials } from '../../src/mutants/trial.ts';
import { wallClock } from '../../src/time/index.ts';
import { orderRequest } from '../gateway/books.ts';

/** One or two of each seam: policy, decisions, stages, the merchant's methods and how it is built, letters. */
const SAMPLE = [
  'refund-window-is-too-long',
  'refund-notices-lack-the-time',
  'wrong-signature-is-accepted',
  'refused-order-is-made-all-the-same',
  'a-wrong-method-is-an-unknown-path',
  'answers-about-refunds-have-no-request-id',
  'any-address-brings-a-bill',
  'commas-are-not-escaped',
  'any-appid-may-order',
  'merchant-closes-without-asking',
  'merchant-trusts-any-certificate',
  'resends-the-same-bytes',
];

const trials = new Trials(allMutants);

/** Everything that is judged but for the names of trace files. */
const said = ({ rules }: Judgement): unknown =>
  rules.map(({ rule, verdict, scenarios }) => [
    rule.id,
    verdict,
    scenarios.map(({ file, line, verdict, message, evidence }) => [file, line, verdict, message, evidence]),
  ]);

test('the sound run is the same whether it is watched or not', async () => {
  assert.deepEqual(said(await trials.sound()), said(await trials.judge({})));
});

for (const name of SAMPLE)
  test(`${name} is judged alike whether all scenarios are played or those that it reaches`, async () => {
    const mutant = allMutants.find((one) => one.name === name);
    assert.ok(mutant, `there is a mutant ${name}`);
    assert.deepEqual(said(await trials.judgeMutant(mutant)), said(await trials.judge(mutant.parts)));
  });

test('a mutant that was not announced is not judged by what it reaches', async () => {
  const stranger = { name: 'made-up', killedBy: {}, parts: {} };
  await assert.rejects(trials.judgeMutant(stranger), /made-up is none of the mutants/);
});

test('an entry of the policy reaches the scenarios that read it, and no others', () => {
  const mutant = { name: 'made-up', killedBy: {}, parts: { policy: { ...documentedPolicy, refundsPerOrder: 7 } } };
  const seams = new Seams([mutant]);
  const { policy } = seams.watched();
  seams.begin('quiet.feature:1');
  assert.equal(policy?.largestTotal, documentedPolicy.largestTotal);
  seams.begin('reading.feature:2');
  assert.equal(policy?.refundsPerOrder, documentedPolicy.refundsPerOrder);
  assert.deepEqual([...seams.reaching(mutant)], ['reading.feature:2']);
});

test('an entry that a decision reads reaches the scenarios in which another is decided for it, and no others', () => {
  const mutant = { name: 'made-up', killedBy: {}, parts: { policy: { ...documentedPolicy, largestTotal: fen(500) } } };
  const seams = new Seams([mutant]);
  const { decide, policy } = seams.watched();
  const ordering = (total: number): void => {
    const request = orderRequest({ amount: { total, currency: 'CNY' } });
    const command = { type: 'place-order', at: wallClock.now(), request, freshId: 'fresh' } as const;
    decide?.(emptyState('1900000109'), command, policy ?? documentedPolicy);
  };
  seams.begin('small.feature:1');
  ordering(500);
  seams.begin('large.feature:2');
  ordering(501);
  assert.deepEqual([...seams.reaching(mutant)], ['large.feature:2']);
});

test('a decision reaches the scenarios in which it is another, and one that throws is another', () => {
  const refuses = (): never => {
    throw new Error('nothing is decided');
  };
  const [same, other] = [documentedDecide, refuses].map((decide) => ({ name: '', killedBy: {}, parts: { decide } }));
  assert.ok(same && other, 'there are two mutants');
  const seams = new Seams([same, other]);
  seams.begin('deciding.feature:1');
  const state = emptyState('1900000109');
  seams.watched().decide?.(state, { type: 'set-balance', at: wallClock.now(), balance: fen(0) }, documentedPolicy);
  assert.deepEqual([...seams.reaching(other)], ['deciding.feature:1']);
  assert.deepEqual([...seams.reaching(same)], []);
});

test('a stage reaches the scenarios in which it answers otherwise, or asks the sound one for something else', () => {
  const { route } = soundStages;
  const mutants = [
    stageMutant('the same', {}, { route: (method, target) => route(method, target) }),
    stageMutant(
      'only closing is another',
      {},
      {
        route: (method, target) => (target.endsWith('/close') ? { kind: 'unknown-path' } : route(method, target)),
      },
    ),
    stageMutant('another method is asked for', {}, { route: (_method, target) => route('PUT', target) }),
  ];
  const seams = new Seams(mutants);
  const { stages } = seams.watched();
  seams.begin('ordering.feature:1');
  stages?.route('POST', '/v3/pay/transactions/jsapi');
  seams.begin('closing.feature:2');
  stages?.route('POST', '/v3/pay/transactions/out-trade-no/1/close');
  assert.deepEqual(
    mutants.map((mutant) => [...seams.reaching(mutant)]),
    [[], ['closing.feature:2'], ['ordering.feature:1', 'closing.feature:2']],
  );
});
