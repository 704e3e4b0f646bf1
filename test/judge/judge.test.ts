import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Attestation } from '../../src/judge/attestation.ts';
import { type Held, heldAgainst, type KnownFailure } from '../../src/judge/baseline.ts';
import type { Invariant } from '../../src/judge/invariants.ts';
import { exitCode, judge } from '../../src/judge/judge.ts';
import { type NamedTrace, RULE_VERDICTS, RUN_VERDICTS, type RuleVerdict } from '../../src/judge/judgement.ts';
import { rulesOf } from '../../src/judge/scenario.ts';
import { type Happening, holds } from '../../src/trace/index.ts';
import { began, end, RULE, rule, scenario, seen, stopped, trace } from './traces.ts';

const NONE = { invariants: [] };

const pass = (): NamedTrace => scenario(seen(1, 1));
const fail = (): NamedTrace => scenario(seen(1, 2));
const error = (): NamedTrace => scenario(stopped('kit'));
const inconclusive = (): NamedTrace => scenario(stopped('environment'));
const absent = (): NamedTrace => scenario(stopped('absent'));
const notObserved = (): NamedTrace => scenario(stopped('capability'));
const unruled = (...played: readonly Happening[]): NamedTrace => trace(began([]), ...played, end);

const of = (...traces: readonly NamedTrace[]) => judge(traces, [rule()], NONE);
const verdictOf = (...traces: readonly NamedTrace[]): RuleVerdict | undefined => of(...traces).rules[0]?.verdict;

describe('a rule is', () => {
  const cases: readonly [RuleVerdict, string, readonly NamedTrace[]][] = [
    ['pass', 'where all its scenarios pass', [pass(), pass()]],
    ['fail', 'where one fails', [pass(), fail(), pass()]],
    ['fail', 'where one fails and one is an error', [error(), fail()]],
    ['error', 'where one is', [pass(), error()]],
    ['error', 'rather than inconclusive', [inconclusive(), error()]],
    ['inconclusive', 'where one is', [pass(), inconclusive()]],
    ['inconclusive', 'rather than not observed', [notObserved(), inconclusive()]],
    ['not-observed', 'where one part of it was not', [pass(), notObserved()]],
    ['not-observed', 'where it has no scenario', []],
    ['not-observed', 'where only others have', [trace(began(['OTHER']), seen(1, 1, 'OTHER'), end)]],
  ];
  for (const [verdict, when, traces] of cases)
    it(`${verdict} ${when}`, () => assert.equal(verdictOf(...traces), verdict));

  it('not observed where a merchant declares absent what no merchant is without', () => {
    const absent = scenario(stopped('absent'));
    const { rules, verdict } = judge([absent, absent], [{ ...rule(), inescapable: true }, rule('OTHER')], NONE);
    assert.equal(rules[0]?.verdict, 'not-observed');
    assert.match(rules[0]?.reason ?? '', /; no merchant is without this duty$/);
    assert.equal(verdict, 'incomplete');
    assert.equal(verdictOf(absent), 'not-applicable');
    assert.equal(judge([absent, pass()], [{ ...rule(), inescapable: true }], NONE).rules[0]?.verdict, 'pass');
  });

  for (const level of ['should', 'may'] as const) {
    it(`warn where a ${level} is broken, and the run is no worse`, () => {
      const judgement = judge([fail()], [rule(RULE, level), rule('OTHER')], NONE);
      assert.equal(judgement.rules[0]?.verdict, 'warn');
      assert.equal(judgement.rules[0]?.scenarios[0]?.verdict, 'warn');
      assert.equal(judgement.verdict, 'incomplete');
    });
  }

  it('told with its first reason', () => {
    assert.equal(of(pass(), fail(), error()).rules[0]?.reason, 'the answer: expected 1, seen 2');
    assert.equal(of().rules[0]?.reason, 'no scenario of the run stands under this rule');
    assert.ok(!('reason' in (of(pass()).rules[0] ?? { reason: '' })));
  });

  it('judged for itself in a scenario of two rules', () => {
    const both = trace(began([RULE, 'OTHER']), seen(1, 1), seen(1, 2, 'OTHER'), end);
    const { rules } = judge([both], [rule(), rule('OTHER')], NONE);
    assert.deepEqual(
      rules.map(({ verdict }) => verdict),
      ['pass', 'fail'],
    );
  });
});

describe('a run', () => {
  const run = (traces: readonly NamedTrace[], ...rules: readonly ReturnType<typeof rule>[]) => {
    const judgement = judge(traces, rules, NONE);
    return [judgement.verdict, exitCode(judgement)];
  };
  const should = rule('OTHER', 'should');
  const other = (...played: readonly Happening[]): NamedTrace => trace(began(['OTHER']), ...played, end);

  const cases: readonly [string, readonly unknown[], readonly unknown[]][] = [
    ['all musts pass', run([pass()], rule()), ['conformant', 0]],
    ['a must fails', run([fail()], rule()), ['nonconformant', 1]],
    [
      'a must fails and another is an error',
      run([fail(), other(stopped('kit'))], rule(), rule('OTHER')),
      ['nonconformant', 1],
    ],
    ['a must was not observed', run([notObserved()], rule()), ['incomplete', 4]],
    ['a must is inconclusive', run([inconclusive()], rule()), ['incomplete', 4]],
    ['the kit fails at a must', run([error()], rule()), ['incomplete', 5]],
    ['the kit fails at a should', run([pass(), other(stopped('kit'))], rule(), should), ['conformant', 5]],
    ['a should warns', run([pass(), other(seen(1, 2, 'OTHER'))], rule(), should), ['conformant', 0]],
    ['a should was not observed', run([pass()], rule(), should), ['conformant', 0]],
    [
      'a must passes and one is not applicable',
      run([pass(), other(stopped('absent'))], rule(), rule('OTHER')),
      ['conformant', 0],
    ],
    ['a must is not applicable and nothing passes', run([absent()], rule()), ['incomplete', 4]],
    ['there are no scenarios', run([], rule()), ['incomplete', 4]],
    ['there are no rules', run([]), ['incomplete', 4]],
    ['a must passes and one has no scenario', run([pass()], rule(), rule('OTHER')), ['incomplete', 4]],
    ['a scenario without a rule fails', run([pass(), unruled(seen(1, 2, ''))], rule()), ['conformant', 1]],
    ['a scenario without a rule is an error', run([pass(), unruled(stopped('kit'))], rule()), ['conformant', 5]],
    ['a scenario without a rule is not observed', run([pass(), unruled()], rule()), ['conformant', 4]],
    ['a trace is empty', run([pass(), trace()], rule()), ['conformant', 5]],
  ];
  for (const [when, is, expected] of cases)
    it(`is ${expected.join(' with exit code ')} where ${when}`, () => assert.deepEqual(is, expected));

  const at = (name: string, expires: string): KnownFailure => ({ rule: name, reason: 'mended in 4.2', expires });
  const baselines: readonly [string, readonly NamedTrace[], readonly KnownFailure[], number, keyof Held | 'none'][] = [
    ['a known must fails', [fail(), other(seen(1, 1, 'OTHER'))], [at(RULE, '2026-01-15')], 0, 'known'],
    ['a known must fails after its day', [fail()], [at(RULE, '2026-01-14')], 1, 'expired'],
    ['a known must passes', [pass()], [at(RULE, '2026-01-15')], 1, 'stale'],
    ['a known must is not applicable', [absent()], [at(RULE, '2026-01-15')], 1, 'stale'],
    ['a known should warns', [other(seen(1, 2, 'OTHER')), pass()], [at('OTHER', '2026-01-15')], 0, 'known'],
    ['a known must was signed off', [pass()], [at('SIGNED', '2026-01-15')], 1, 'stale'],
    ['a known must was not observed', [notObserved()], [at(RULE, '2026-01-15')], 4, 'none'],
    ['another must fails than the known one', [fail()], [at('OTHER', '2026-01-15')], 1, 'none'],
    ['the known rule is not in the run', [pass()], [at('THIRD', '2026-01-01')], 0, 'none'],
    ['a known must fails and the kit too', [fail(), other(stopped('kit'))], [at(RULE, '2026-01-15')], 5, 'known'],
    ['a known must fails and nothing passes', [fail()], [at(RULE, '2026-01-15')], 4, 'known'],
  ];
  for (const [when, traces, baseline, code, kind] of baselines)
    it(`ends with ${code} where ${when}`, () => {
      const others = traces.length > 1 ? [rule('OTHER', when.includes('should') ? 'should' : 'must')] : [];
      const signed = when.includes('signed') ? [{ ...rule('SIGNED'), attested: true as const }] : [];
      const attestations = [{ rule: 'SIGNED', who: 'Li Lei', when: '2026-01-10', evidence: 'ticket 7' }];
      const judgement = judge(traces, [rule(), ...others, ...signed], { ...NONE, attestations });
      const held = heldAgainst(judgement, baseline, '2026-01-15');
      assert.equal(exitCode(judgement, held), code);
      for (const name of ['known', 'expired', 'stale'] as const)
        assert.deepEqual(held[name], name === kind ? baseline : [], name);
    });

  it('keeps its verdict whatever is known', () =>
    assert.equal(judge([fail()], [rule()], NONE).verdict, 'nonconformant'));

  it('takes somebody’s word only for what no program can see', () => {
    const attested = { ...rule('SIGNED', 'should'), attested: true } as const;
    const word = { rule: 'SIGNED', who: 'Li Lei', when: '2026-01-10', evidence: 'ticket 7' };
    const of = (...attestations: readonly Attestation[]) => {
      const { verdict, rules } = judge([pass()], [rule(), attested], { invariants: [], attestations });
      return [verdict, rules[1]?.verdict, rules[1]?.reason];
    };
    assert.deepEqual(of(word), ['conformant', 'attested', 'attested by Li Lei on 2026-01-10: ticket 7']);
    const [verdict, ofRule, reason] = of({ ...word, rule: RULE });
    assert.deepEqual([verdict, ofRule], ['incomplete', 'not-observed']);
    assert.match(reason ?? '', /--attestations/);
    const failing = judge([fail()], [rule()], { invariants: [], attestations: [{ ...word, rule: RULE }] });
    assert.equal(failing.rules[0]?.verdict, 'fail');
  });

  it('tells of scenarios without a rule apart from all others', () => {
    const [alone, under] = [unruled(), pass()];
    assert.deepEqual(
      of(alone, under).unruled.map((scenario) => scenario.trace),
      [alone.path],
    );
  });

  it('counts its rules by verdict', () => {
    const { summary } = judge([pass(), other(seen(1, 2, 'OTHER'))], [rule(), should, rule('THIRD')], NONE);
    assert.deepEqual(summary, {
      pass: 1,
      fail: 0,
      warn: 1,
      'not-applicable': 0,
      'not-observed': 1,
      inconclusive: 0,
      error: 0,
      attested: 0,
    });
  });
});

describe('an invariant', () => {
  const noReadings: Invariant = {
    rule: RULE,
    examine: (events) =>
      events
        .filter((event) => event.kind === 'reading')
        .map(({ seq }) => ({ what: 'readings', matcher: 'absent', seen: 'one', evidence: [seq] })),
  };
  const broken = trace(
    began(['OTHER']),
    { kind: 'reading', of: 'order', outTradeNo: 'a', state: 'paid' },
    seen(1, 1, 'OTHER'),
    end,
  );

  it('breaks its rule from any scenario of the run, and leaves that scenario its own verdict', () => {
    const { rules, verdict } = judge([pass(), broken], [rule(), rule('OTHER')], { invariants: [noReadings] });
    assert.deepEqual(
      rules.map((judgement) => judgement.verdict),
      ['fail', 'pass'],
    );
    assert.equal(verdict, 'nonconformant');
    const found = rules[0]?.scenarios[1];
    assert.deepEqual(
      [found?.trace, found?.evidence, found?.message],
      [broken.path, [2], 'in passing: readings: expected nothing, seen one'],
    );
    assert.deepEqual(found?.under, rulesOf(broken));
  });

  it('warns where its rule is a should', () => {
    assert.equal(judge([broken], [rule(RULE, 'should')], { invariants: [noReadings] }).rules[0]?.verdict, 'warn');
  });

  it('is seen to be broken in traffic that no scenario led, and never to be kept', () => {
    const traffic = [trace({ kind: 'reading', of: 'order', outTradeNo: 'a', state: 'paid' })];
    const found = judge([], [rule()], { invariants: [noReadings], traffic });
    assert.deepEqual([found.rules[0]?.verdict, found.verdict, found.unruled], ['fail', 'nonconformant', []]);
    const kept = judge([], [rule()], { invariants: [noReadings], traffic: [trace(end)] });
    assert.deepEqual([kept.rules[0]?.verdict, exitCode(kept)], ['not-observed', 4]);
  });

  it('that is kept proves nothing: the rule still wants a scenario of its own', () => {
    assert.equal(judge([unruled()], [rule()], { invariants: [noReadings] }).rules[0]?.verdict, 'not-observed');
  });

  it('of a rule out of scope says nothing', () => {
    assert.deepEqual(judge([broken], [], { invariants: [noReadings] }).rules, []);
  });
});

describe('a verdict', () => {
  it('of a run is one of three, and of a rule one of eight', () => {
    assert.deepEqual(RUN_VERDICTS, ['conformant', 'nonconformant', 'incomplete']);
    assert.deepEqual(Object.keys(judge([], [], NONE).summary), [...RULE_VERDICTS]);
  });
});

describe('the judge', () => {
  const freeze = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
      Object.freeze(value);
      for (const inner of Object.values(value)) freeze(inner);
    }
    return value;
  };

  it('is pure: it changes nothing, and says the same again', () => {
    const traces = freeze([pass(), fail(), error(), unruled(seen(1, 1, '')), trace()]);
    const rules = freeze([rule(), rule('OTHER', 'should')]);
    const first = judge(traces, rules);
    assert.deepEqual(judge(traces, rules), first);
    assert.deepEqual(judge(structuredClone(traces), rules), first);
  });

  it('says the same of traces that were written down and read again', () => {
    const traces = [pass(), scenario(seen(undefined, undefined)), fail()];
    const read = JSON.parse(JSON.stringify(traces)) as typeof traces;
    assert.deepEqual(judge(read, [rule()]).verdict, judge(traces, [rule()]).verdict);
    assert.ok(holds({ what: '', matcher: 'absent' }));
  });
});
