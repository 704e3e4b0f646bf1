import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type Explored, explore } from '../../src/explore/explore.ts';
import { GROUNDS } from '../../src/explore/grounds.ts';
import { exitCode } from '../../src/judge/judge.ts';
import { allMutants } from '../../src/mutants/all.ts';
import { run } from '../../src/run/run.ts';
import { type MockParts, mockTarget } from '../../src/targets/mock/mock.ts';
import { signatureMemory } from '../../src/targets/mock/signature-memory.ts';
import { registerTarget } from '../../src/targets/registry.ts';
import { type Trace, toNdjson } from '../../src/trace/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'explore-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const [gateway, merchant] = GROUNDS.mock;

/** The same seed walks the same: what one mock signed, the next need not. */
const remember = signatureMemory();

/** A mock of these parts, explored. */
function explored(name: string, { territory }: (typeof GROUNDS.mock)[number], parts: MockParts, acts: number) {
  registerTarget(name, mockTarget({ ...parts, remember }));
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

/** What `run --only FILE` makes of a feature on a mock of these parts: its exit code, and what it says of each scenario. */
async function played(feature: string, parts: MockParts) {
  const path = join(folder, 'found.feature');
  writeFileSync(path, feature);
  registerTarget('mock', mockTarget(parts));
  const request = { target: 'mock', rules: [], only: true, features: [path], seed: 7, parallel: 0 } as const;
  const { judgement } = (await run(request).finally(() => registerTarget('mock', mockTarget()))).record;
  return { code: exitCode(judgement), said: judgement.unruled.map(({ verdict, message }) => [verdict, message]) };
}

/**
 * A defect is found and shown by a scenario in which these things happen and nothing else. The very text that is printed
 * fails with the same words on what has the defect; it passes on what has not, and by itself verifies no rule.
 */
async function findsAndShows(
  name: string,
  ground: (typeof GROUNDS.mock)[number],
  happenings: readonly RegExp[],
): Promise<void> {
  const { parting } = await explored(name, ground, mutantNamed(name), 5_000);
  assert.ok(parting, 'nothing was found');
  const happened = parting.feature
    .split('\n')
    .filter((line) => !/^ +Then |^ +And (the (order|refund|answer|merchant) |the gateway )/.test(line));
  const course = happened.flatMap((line) => /^ {4}\w+ (.*)/.exec(line)?.[1] ?? []).slice(1);
  assert.equal(course.length, happenings.length, parting.feature);
  for (const [at, happening] of happenings.entries()) assert.match(course[at] ?? '', happening);
  assert.deepEqual(await played(parting.feature, mutantNamed(name)), { code: 1, said: [['fail', parting.message]] });
  assert.deepEqual(await played(parting.feature, {}), { code: 4, said: [['pass', undefined]] });
}

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

  it('walks the same from the same seed, down to the last number, and otherwise from another', async () => {
    const told = async (seed: number): Promise<string> => {
      const traces: Trace[] = [];
      registerTarget('watched', async (scenario) => {
        const opened = await mockTarget({ remember })(scenario);
        traces.push(opened.trace);
        return opened;
      });
      await explore({ target: 'watched', seed, territory: gateway.territory, acts: 100 });
      // The head names a temporary file.
      return traces.map(({ events }) => toNdjson(events.filter(({ kind }) => kind !== 'scenario'))).join('\n');
    };
    const once = await told(1);
    assert.equal(await told(1), once);
    assert.notEqual(await told(2), once);
  });

  it('counts of a walk that is cut short what was before that, and nothing after', async () => {
    // It says at first that there is a payer, and then there is none.
    registerTarget('without a payer', async (scenario) => {
      const { cast, trace } = await mockTarget({ remember })(scenario);
      if (scenario.place === 'before the first walk') return { cast, trace };
      const left = new Set([...cast.capabilities].filter((capability) => capability !== 'payer'));
      return { cast: { ...cast, capabilities: left }, trace };
    });
    const { territory } = gateway;
    const [whole, cut] = [
      await explored('with a payer', gateway, {}, 1_000),
      await explore({ target: 'without a payer', seed: 1, territory, acts: 1_000 }),
    ];
    assert.equal(cut.walks, whole.walks, 'what is tried is the same');
    assert.deepEqual([cut.parting, cut.ended], [undefined, undefined]);
    assert.match(cut.cutShort.why ?? '', /payer/);
    assert.ok(cut.acts < whole.acts, `${cut.acts} acts of ${whole.acts}`);
    assert.deepEqual(
      gateway.steps.filter((step) => cut.seen.has(step)),
      [
        'order: none order NOTPAY',
        'order: NOTPAY order NOTPAY',
        'order: NOTPAY close CLOSED',
        'order: NOTPAY time CLOSED',
        'order: CLOSED close CLOSED',
        'order: NOTPAY refund refused',
        'order: CLOSED order refused',
        'order: CLOSED refund refused',
      ],
      'nobody has paid anything',
    );
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

  const pay = /^the payer pays( with the first prepay_id)?$/;
  const refund = /^the caller refunds \d+ fen$/;
  for (const [name, ...happenings] of [
    ['refund-window-is-too-short', pay, /^364 days .* pass$/, refund],
    ['prepay-id-lives-too-long', /^2 hours 1 second pass$/, pay],
    ['prepay-id-lives-too-short', /^1 hour 59 minutes 59 seconds pass$/, pay],
    ['unpaid-order-closes-an-hour-late', /^7 days 1 second pass$/],
    ['time-expire-is-ignored-at-the-cashier', /^10 minutes 1 second pass$/, pay],
    ['paid-order-can-be-closed', /^the caller closes the order$/],
    ['refunded-order-can-be-paid', pay, refund, pay],
    ['settled-refund-makes-the-order-paid-again', refund, /^the refund ends in /],
    [
      'the-number-of-a-closed-refund-makes-a-new-one',
      refund,
      /^the refund ends in CLOSED$/,
      /^the caller sends the refund once more$/,
    ],
    ['earlier-refunds-are-not-added-up', pay, refund, / pass(es)?$/, refund],
    [
      'a-refund-sent-elsewhere-stays-abnormal',
      pay,
      refund,
      /^the refund ends in ABNORMAL$/,
      /^the caller sends the refund to the merchant's own account$/,
      /^the caller queries the refund$/,
    ],
  ] as const)
    it(`finds ${name}, and shows it in no more than it takes`, () => findsAndShows(name, gateway, happenings));
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

  const forged = (fault: string) => new RegExp(`^a notification with the fault ${fault} comes of a payment`);
  const end = /^all goes right again and what is left is done$/;
  for (const [name, ...happenings] of [
    ['merchant-fulfils-each-notification', /^the next notification is concurrent$/, /^the customer pays$/],
    ['merchant-ignores-what-it-gave-up', /^the customer gives the order up$/, /^the customer pays$/],
    [
      'merchant-loses-sight-of-what-it-cannot-ask',
      /^answers to queries are error-500$/,
      /^the next notification is late$/,
      /^the customer pays$/,
      /^the customer returns to the shop$/,
    ],
    ['merchant-trusts-unsigned-notifications', forged('unsigned')],
    ['merchant-trusts-whatever-opens', forged('unsigned')],
  ] as const)
    it(`finds ${name}, and shows it in no more than it takes`, () =>
      findsAndShows(name, merchant, [...happenings, end]));
});
