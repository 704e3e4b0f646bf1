import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type Explored, explore } from '../../src/explore/explore.ts';
import { GROUNDS } from '../../src/explore/grounds.ts';
import { judge } from '../../src/judge/judge.ts';
import { allMutants } from '../../src/mutants/all.ts';
import { collectTraces } from '../../src/run/collect.ts';
import { play } from '../../src/run/play.ts';
import { type MockParts, mockTarget } from '../../src/targets/mock/mock.ts';
import { registerTarget } from '../../src/targets/registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'explore-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const [gateway, merchant] = GROUNDS.mock;

/** A mock of these parts, explored. */
function explored(name: string, { territory }: (typeof GROUNDS.mock)[number], parts: MockParts, acts: number) {
  registerTarget(name, mockTarget(parts));
  return explore({ target: name, seed: 1, territory, acts });
}

const mutantNamed = (name: string): MockParts =>
  allMutants.find((mutant) => mutant.name === name)?.parts ?? assert.fail(`there is no mutant ${name}`);

/** The steps of the scenario that a walk came down to. */
const stepsOf = ({ parting }: Explored): readonly string[] =>
  (parting?.feature ?? '')
    .split('\n')
    .slice(3)
    .flatMap((line) => line.trim() || []);

describe('the explorer on the gateway', () => {
  it('walks every step of the state machines, both sides of each window, and finds the mock as the model has it', async () => {
    const { seen, parting, cutShort, ended, acts } = await explored('sound gateway', gateway, {}, 5_000);
    assert.deepEqual({ parting, cutShort, ended }, { parting: undefined, cutShort: { walks: 0 }, ended: undefined });
    assert.deepEqual(
      gateway.steps.filter((step) => !seen.has(step)),
      [],
    );
    for (const edge of ['first prepay_id', 'prepay_id', 'time_expire', 'seven days', 'refund window', 'refund arrival'])
      for (const side of ['before', 'after'])
        assert.ok(seen.has(`${edge}: just ${side}`), `no walk came just ${side} the end of ${edge}`);
    assert.ok(acts >= 5_000, `${acts} acts were played`);
  });

  it('walks the same from the same seed', async () => {
    const [one, other] = [await explored('one', gateway, {}, 100), await explored('other', gateway, {}, 100)];
    assert.deepEqual([...one.seen], [...other.seen]);
    assert.equal(one.acts, other.acts);
  });

  it('finds a closed order that can be paid, and shows it in no more than it takes', async () => {
    const broken = await explored('broken', gateway, mutantNamed('closed-order-can-be-paid'), 5_000);
    assert.equal(broken.parting?.message, 'the cashier: expected refused, seen paid');
    assert.deepEqual(stepsOf(broken), [
      'Given an order of 100 fen',
      'Then the order is NOTPAY',
      'When the caller closes the order',
      'Then the gateway accepts without a body',
      'And the order is CLOSED',
      'When the payer pays with the first prepay_id',
      'Then the cashier refuses',
      'And the order is CLOSED',
    ]);
  });

  it('prints what it found as a feature that anybody can play', async () => {
    const found = await explored('short', gateway, mutantNamed('refund-window-is-too-short'), 5_000);
    const parting = found.parting ?? assert.fail('nothing was found');
    const path = join(folder, 'found.feature');
    writeFileSync(path, parting.feature);
    const played = async (target: string) => {
      const envelopes = await play({ features: [path], tagExpression: '', target, seed: 7, parallel: 0 });
      return judge(collectTraces(envelopes), []).unruled.map(({ verdict, message }) => [verdict, message]);
    };
    assert.deepEqual(await played('short'), [['fail', parting.message]]);
    assert.deepEqual(await played('mock'), [['pass', undefined]]);
  });

  for (const name of [
    'prepay-id-lives-too-long',
    'prepay-id-lives-too-short',
    'unpaid-order-closes-an-hour-late',
    'time-expire-is-ignored-at-the-cashier',
    'paid-order-can-be-closed',
    'refunded-order-can-be-paid',
    'settled-refund-makes-the-order-paid-again',
    'the-number-of-a-closed-refund-makes-a-new-one',
    'earlier-refunds-are-not-added-up',
    'a-refund-sent-elsewhere-stays-abnormal',
  ])
    it(`finds ${name}`, async () => {
      const { parting } = await explored(name, gateway, mutantNamed(name), 5_000);
      assert.ok(parting, 'nothing was found');
    });
});

describe('the explorer on a merchant', () => {
  it('finds the books of the model merchant balanced, whatever goes wrong', async () => {
    const { parting, cutShort, ended, walks } = await explored('sound merchant', merchant, {}, 3_000);
    assert.deepEqual({ parting, ended }, { parting: undefined, ended: undefined });
    assert.ok(cutShort.walks < walks / 10, `${cutShort.walks} of ${walks} walks were cut short: ${cutShort.why}`);
  });

  it('finds a merchant that believes the front end, and shows it in no more than it takes', async () => {
    const broken = await explored('believing', merchant, mutantNamed('merchant-believes-ok'), 2_000);
    assert.deepEqual(stepsOf(broken).slice(0, 3), [
      'Given a customer stands before the cashier with goods for 9.90 yuan',
      'When the mini program reports "requestPayment:ok"',
      'Then the merchant takes the order for unpaid',
    ]);
  });

  for (const name of [
    'merchant-fulfils-each-notification',
    'merchant-ignores-what-it-gave-up',
    'merchant-loses-sight-of-what-it-cannot-ask',
    'merchant-trusts-unsigned-notifications',
    'merchant-trusts-whatever-opens',
  ])
    it(`finds ${name}`, async () => {
      const { parting } = await explored(name, merchant, mutantNamed(name), 4_000);
      assert.ok(parting, 'nothing was found');
    });
});
