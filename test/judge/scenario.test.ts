import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeScenario } from '../../src/judge/scenario.ts';
import type { Happening } from '../../src/trace/index.ts';
import { began, end, fault, RULE, scenario, seen, stopped, trace } from './traces.ts';

const right = seen(1, 1);
const wrong = seen(1, 2);

describe('a scenario is', () => {
  const cases: readonly [string, string, ReturnType<typeof trace>][] = [
    ['pass', 'where what was expected was seen', scenario(right, right)],
    ['fail', 'where one thing was not as expected', scenario(right, wrong, right)],
    ['fail', 'also where an obstacle came before it', scenario(stopped('environment'), wrong)],
    ['fail', 'also where an obstacle came after it', scenario(wrong, stopped('kit'))],
    ['fail', 'also where it was cut off', trace(began(), wrong)],
    ['not-observed', 'where nothing was expected', scenario()],
    ['not-observed', 'where something was expected of another rule alone', scenario(seen(1, 1, 'OTHER'))],
    ['not-observed', 'where a capability is missing', scenario(stopped('capability'))],
    ['not-observed', 'where the situation could not be brought about', scenario(right, stopped('prerequisite'))],
    ['inconclusive', 'where the environment failed', scenario(right, stopped('environment'))],
    ['error', 'where the kit failed', scenario(right, stopped('kit'))],
    ['error', 'where it was cut off', trace(began(), right)],
    ['error', 'where it was cut off before anything', trace(began())],
    ['error', 'where it does not begin', trace(right, end)],
    ['error', 'where there is nothing at all', trace()],
    ['inconclusive', 'where an obstacle explains the cut', trace(began(), right, stopped('environment'))],
    ['pass', 'whatever faults were set', scenario(fault, right)],
  ];
  for (const [verdict, when, played] of cases) {
    it(`${verdict} ${when}`, () => assert.equal(judgeScenario(played, RULE).verdict, verdict));
  }

  it('not held to what another rule expected', () => {
    assert.equal(judgeScenario(scenario(right, seen(1, 2, 'OTHER')), RULE).verdict, 'pass');
  });

  it('judged by the first obstacle', () => {
    const { verdict, message } = judgeScenario(scenario(stopped('capability'), stopped('kit')), RULE);
    assert.deepEqual([verdict, message], ['not-observed', 'because of capability']);
  });
});

describe('a judgement', () => {
  it('names the scenario, its trace, what was seen and where', () => {
    const played = scenario(right, wrong);
    assert.deepEqual(judgeScenario(played, RULE), {
      name: 'a scenario',
      file: 'features/a.feature',
      line: 7,
      verdict: 'fail',
      message: 'the answer: expected 1, seen 2',
      unmet: { what: 'the answer', matcher: 'equals', expected: 1, seen: 2 },
      evidence: [2],
      trace: played.path,
    });
  });

  it('points to the obstacle', () => {
    assert.deepEqual(judgeScenario(scenario(stopped('environment')), RULE).evidence, [2]);
  });

  it('of a pass has no message', () => assert.ok(!('message' in judgeScenario(scenario(right), RULE))));

  it('of a trace without a head names the file of the trace, on its first line', () => {
    const played = trace(end);
    const { name, file, line } = judgeScenario(played, RULE);
    assert.deepEqual([name, file, line], ['(no scenario)', played.path, 1]);
  });

  it('of a scenario whose line nobody knew points to the first line of its file', () => {
    const played = trace({ ...began(), line: 0 } as Happening, end);
    assert.equal(judgeScenario(played, RULE).line, 1);
  });

  it('is by what was recorded, not by what the recorder thought of it', () => {
    assert.equal(judgeScenario(scenario(seen({ a: [1] }, { a: [1] })), RULE).verdict, 'pass');
    assert.equal(judgeScenario(scenario(seen({ a: [1] }, { a: ['1'] })), RULE).verdict, 'fail');
  });
});
