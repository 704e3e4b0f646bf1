import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Judgement, RuleVerdict } from '../../src/judge/judgement.ts';
import { allMutants } from '../../src/mutants/all.ts';
import { findings, isClean, isolation, type Outcome, summary } from '../../src/mutants/matrix.ts';
import type { Mutant } from '../../src/mutants/mutant.ts';
import { verdictOn } from '../../src/mutants/trial.ts';
import { playedRules, ruleById } from '../../src/rules/catalogue.ts';
import { seconds } from '../../src/time/index.ts';

const mutant: Mutant = { name: 'made-up', killedBy: { 'PREPAY-2H': 'seen paid' }, parts: {} };

/** A judgement in which the named rules did not pass. */
function judgementWith(broken: Readonly<Record<string, readonly [RuleVerdict, string]>>): Judgement {
  const rules = playedRules.map((rule) => {
    const [verdict, message] = broken[rule.id] ?? (['pass', undefined] as const);
    const scenario = { name: '', file: '', line: 1, verdict, evidence: [], trace: '', ...(message ? { message } : {}) };
    return { rule, verdict, scenarios: [scenario] };
  });
  return { verdict: 'nonconformant', rules, summary: {} as Judgement['summary'], unruled: [] };
}

test('a mutant is killed by the rule that it names, for the reason that it names', () => {
  const verdict = verdictOn(
    mutant,
    judgementWith({ 'PREPAY-2H': ['fail', 'the cashier: expected refused, seen paid'] }),
  );
  assert.deepEqual([verdict.killers, verdict.survived, verdict.strays], [['PREPAY-2H'], [], []]);
});

test('what changes from run to run is left out of a reason', () => {
  const loose: Mutant = { ...mutant, killedBy: { 'PREPAY-2H': 'the order … seen paid' } };
  const killedBy = (message: string) => verdictOn(loose, judgementWith({ 'PREPAY-2H': ['fail', message] })).killers;
  assert.deepEqual(killedBy('the order 42: expected unpaid, seen paid'), ['PREPAY-2H']);
  assert.deepEqual(killedBy('seen paid was the order'), []);
});

test('a rule that is hidden is no stray, and one that is hidden and passes is', () => {
  const hiding: Mutant = { ...mutant, hides: ['REFUND-1Y', 'REFUND-50'] };
  const verdict = verdictOn(hiding, judgementWith({ 'REFUND-1Y': ['not-observed', 'no order'] }));
  assert.deepEqual([verdict.hidden, verdict.strays], [['REFUND-1Y'], ['REFUND-50 (pass: no word)']]);
});

test('a mutant that is caught for another reason survives', () => {
  const verdict = verdictOn(mutant, judgementWith({ 'PREPAY-2H': ['fail', 'HTTP 500'] }));
  assert.deepEqual(verdict.killers, []);
  assert.equal(verdict.survived.length, 1);
});

test('a mutant that blinds its rule instead of failing it survives', () => {
  const verdict = verdictOn(mutant, judgementWith({ 'PREPAY-2H': ['not-observed', 'seen paid'] }));
  assert.equal(verdict.survived.length, 1);
});

test('any other rule that does not pass is a stray', () => {
  const broken = { 'PREPAY-2H': ['fail', 'seen paid'], 'REFUND-1Y': ['not-observed', 'no order'] } as const;
  assert.deepEqual(verdictOn(mutant, judgementWith(broken)).strays, ['REFUND-1Y (not-observed: no word)']);
});

test('the matrix has a column a rule and a line a mutant', () => {
  const hiding: Mutant = { ...mutant, hides: ['REFUND-50'] };
  const broken = { 'PREPAY-2H': ['fail', 'seen paid'], 'REFUND-50': ['not-observed', ''], ERR: ['fail', ''] } as const;
  const lines = isolation([verdictOn(hiding, judgementWith(broken))], ['PREPAY-2H', 'REFUND-50', 'PAY-PARAMS']);
  assert.deepEqual(lines.split('\n').slice(0, 2), ['           P', '         PRA']);
  assert.match(lines, /^made-up {2}✗○·$/m);
  const strayed = verdictOn(mutant, judgementWith({ 'PAY-PARAMS': ['fail', 'x'] }));
  assert.match(isolation([strayed], ['PREPAY-2H', 'REFUND-50', 'PAY-PARAMS']), /^made-up {2}!·!$/m);
});

test('the findings tell what each rule said, survivors and strays, and the summary counts them', () => {
  const found = verdictOn(mutant, judgementWith({ 'PREPAY-2H': ['fail', 'the cashier: seen paid'] }));
  assert.match(findings([found]), /✓ made-up\n {4}PREPAY-2H: the cashier: seen paid/);
  const verdict = verdictOn(mutant, judgementWith({ 'REFUND-1Y': ['fail', 'x'] }));
  assert.match(findings([verdict]), /✗ made-up[\s\S]*survived: PREPAY-2H[\s\S]*stray: REFUND-1Y/);
  assert.match(
    summary({ verdicts: [verdict], unguarded: ['PAY-PARAMS'], unsound: [] }, seconds(2)),
    /0 of 1 mutants[\s\S]*1 strays · 2\.0 s[\s\S]*PAY-PARAMS/,
  );
});

test('a scenario in which the kit itself fails is a stray, though its rule caught the mutant', () => {
  const judgement = judgementWith({ 'PREPAY-2H': ['fail', 'seen paid'] });
  const [failed] = judgementWith({ 'PREPAY-2H': ['error', 'boom'] }).rules.flatMap(({ rule, scenarios }) =>
    rule.id === 'PREPAY-2H' ? scenarios : [],
  );
  const rules = judgement.rules.map((judged) =>
    failed && judged.rule.id === 'PREPAY-2H' ? { ...judged, scenarios: [...judged.scenarios, failed] } : judged,
  );
  const verdict = verdictOn(mutant, { ...judgement, rules });
  assert.deepEqual([verdict.killers, verdict.strays], [['PREPAY-2H'], ['PREPAY-2H (error: boom)']]);
});

test('it is clean where each mutant is caught as it says and is another, and each rule catches one', () => {
  const caught = verdictOn(mutant, judgementWith({ 'PREPAY-2H': ['fail', 'seen paid'] }));
  const clean: Outcome = { verdicts: [caught], unguarded: [], unsound: [] };
  assert.ok(isClean(clean));
  const wrong: Readonly<Record<string, Partial<Outcome>>> = {
    'a survivor': { verdicts: [verdictOn(mutant, judgementWith({}))] },
    'a stray': {
      verdicts: [verdictOn(mutant, judgementWith({ 'PREPAY-2H': ['fail', 'seen paid'], 'REFUND-1Y': ['warn', ''] }))],
    },
    'a copy': { verdicts: [caught, { ...caught, mutant: { ...mutant, name: 'made up again' } }] },
    'a rule without a mutant': { unguarded: ['REFUND-1Y'] },
    'a rule that the sound mock breaks': { unsound: ['REFUND-1Y'] },
  };
  for (const [what, part] of Object.entries(wrong)) assert.ok(!isClean({ ...clean, ...part }), what);
  assert.match(summary({ ...clean, ...wrong['a copy'] }, seconds(2)), /made up again \(as made-up\)/);
  const other = verdictOn(mutant, judgementWith({ 'PREPAY-2H': ['fail', 'seen paid at once'] }));
  assert.ok(isClean({ ...clean, verdicts: [caught, other] }), 'it is told apart by what was said');
});

test('every rule has a mutant, every mutant a name of its own and rules that exist', () => {
  const names = allMutants.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  const killing = new Set(allMutants.flatMap(({ killedBy }) => Object.keys(killedBy)));
  assert.deepEqual(
    [...killing].filter((id) => !ruleById(id)),
    [],
  );
  assert.deepEqual(
    playedRules.filter(({ id }) => !killing.has(id)).map(({ id }) => id),
    [],
  );
});

/** What was looked at, and what was seen there: a reason without both fits failures that have another cause. */
const WHAT_AND_SEEN = /^(?!expected )[^…]{2,}?(: expected .+,| …) (.* )?seen \S/;

test('every reason says what was looked at and what was seen there', () => {
  for (const { name, killedBy } of allMutants) {
    for (const [rule, because] of Object.entries(killedBy)) {
      assert.match(because, WHAT_AND_SEEN, `${name} is killed by ${rule} for hardly a reason: ${because}`);
    }
  }
});

test('half a reason is none', () => {
  const halves = ['the answer: expected 200', 'the refusal (SIGN_ERROR)', 'seen paid', 'expected paid, seen unpaid'];
  for (const half of [...halves, 'the answer: expected 200, seen ']) assert.doesNotMatch(half, WHAT_AND_SEEN);
});
