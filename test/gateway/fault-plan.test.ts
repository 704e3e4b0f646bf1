import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AnswerFault, FaultPlan, type NotificationFault } from '../../src/gateway/faults.ts';

const plan = (on: string, fault: AnswerFault | NotificationFault, times?: number): FaultPlan => {
  const faults = new FaultPlan();
  faults.set({ on, fault, ...(times === undefined ? {} : { times }) });
  return faults;
};
const strikes = (on: string, method: string, target: string): boolean =>
  plan(on, 'slow').forAnswer(method, target) === 'slow';

describe('a fault that is set on a pattern', () => {
  for (const [pattern, struck, spared] of [
    ['POST /a/b', ['/a/b', '/a/b?', '/a/b?x=1', '/a/b?x=1?y'], ['/a', '/a/b/c', '/a/bc', '/']],
    ['POST /a?x=1', ['/a?x=1'], ['/a', '/a?x=2', '/a?x=1&y']],
    ['*', ['/', '/a?b'], []],
    ['POST *', ['/', '/a/b'], []],
    ['* /a', ['/a'], ['/b', '/aa']],
    ['POST /a/*', ['/a/', '/a/b/c'], ['/a', '/b/a/']],
    ['POST /a/*/c', ['/a/b/c', '/a/b/b/c', '/a//c'], ['/a/c', '/a/b/d', '/x/b/c']],
    ['POST /a*b*c', ['/abc', '/a1b2c', '/abbcc', '/abcbc'], ['/ac', '/acb', '/a1c2b', '/ab']],
    ['POST /ab*ba', ['/abba', '/ab--ba'], ['/aba', '/ab']],
    ['POST /a*bc*c', ['/abcc', '/abcbc', '/a1bc2c'], ['/abc', '/acbc', '/ab-c']],
    ['POST /a*bb*bb*', ['/abbbb', '/a1bb2bb3'], ['/abbb', '/abb']],
    ['*POST*', ['/'], []],
    ['POST /a**', ['/a', '/ab'], ['/b']],
    ['notification', [], ['/']],
    ['', [], ['/', '']],
  ] as const) {
    it(`"${pattern}" strikes what fits it and nothing else`, () => {
      for (const target of struck) assert.equal(strikes(pattern, 'POST', target), true, target);
      for (const target of spared) assert.equal(strikes(pattern, 'POST', target), false, target);
    });
  }

  it('may be told from others by the method', () => {
    assert.equal(strikes('GET /a', 'POST', '/a'), false);
    assert.equal(strikes('GET /a', 'GET', '/a'), true);
  });
});

describe('the plan of faults', () => {
  it('lets one that is set n times strike n times, and one without a number always', () => {
    const thrice = plan('POST /a', 'error-500', 3);
    const seen = Array.from({ length: 5 }, () => thrice.forAnswer('POST', '/a'));
    assert.deepEqual(seen, ['error-500', 'error-500', 'error-500', undefined, undefined]);
    assert.deepEqual(thrice.list(), []);
    const always = plan('POST /a', 'error-500');
    for (let call = 0; call < 5; call += 1) assert.equal(always.forAnswer('POST', '/a'), 'error-500');
    assert.deepEqual(always.list(), [{ id: 'fault-1', on: 'POST /a', fault: 'error-500' }]);
  });

  it('counts down where each looks', () => {
    const faults = plan('notification', 'lost', 3);
    assert.equal(faults.forNotification(), 'lost');
    assert.deepEqual(faults.list(), [{ id: 'fault-1', on: 'notification', fault: 'lost', times: 2 }]);
  });

  it('lets the first that was set strike, and the next when that one is used up', () => {
    const faults = plan('POST /a', 'slow', 1);
    faults.set({ on: 'POST *', fault: 'truncated' });
    assert.equal(faults.forAnswer('POST', '/b'), 'truncated');
    assert.deepEqual([faults.forAnswer('POST', '/a'), faults.forAnswer('POST', '/a')], ['slow', 'truncated']);
  });

  it('keeps what strikes answers from notifications, and the other way round', () => {
    assert.equal(plan('*', 'slow').forNotification(), undefined);
    assert.equal(plan('*', 'lost').forAnswer('POST', '/a'), undefined);
    assert.equal(plan('*', 'unsigned').forNotification(), 'unsigned');
    assert.equal(plan('*', 'unsigned').forAnswer('POST', '/a'), 'unsigned');
  });

  it('puts off no sending that was asked for by hand', () => {
    for (const fault of ['late', 'out-of-order'] as const) {
      const faults = plan('notification', fault);
      assert.deepEqual([faults.forNotification(true), faults.forNotification(false)], [undefined, fault]);
    }
    assert.equal(plan('notification', 'lost').forNotification(true), 'lost');
    assert.equal(plan('notification', 'late').forNotification(), 'late', 'by hand is what is called so');
  });

  it('takes one away by its id, or all of them', () => {
    const faults = plan('POST /a', 'slow');
    const second = faults.set({ on: 'POST /b', fault: 'slow' });
    faults.clear('nobody');
    assert.equal(faults.list().length, 2);
    faults.clear(second);
    assert.deepEqual(
      faults.list().map(({ id }) => id),
      ['fault-1'],
    );
    faults.clear();
    assert.deepEqual(faults.list(), []);
  });

  it('tells each time that it is another one than before', () => {
    let changes = 0;
    const faults = new FaultPlan(() => (changes += 1));
    const told = (act: () => unknown): number => {
      const before = changes;
      act();
      return changes - before;
    };
    assert.equal(
      told(() => faults.set({ on: 'POST /a', fault: 'slow', times: 2 })),
      1,
    );
    assert.equal(
      told(() => faults.forAnswer('GET', '/a')),
      0,
    );
    assert.equal(
      told(() => faults.forAnswer('POST', '/a')),
      1,
    );
    assert.equal(
      told(() => faults.forAnswer('POST', '/a')),
      1,
    );
    assert.equal(
      told(() => faults.clear()),
      1,
    );
    faults.set({ on: 'POST /a', fault: 'slow' });
    assert.equal(
      told(() => faults.forAnswer('POST', '/a')),
      0,
    );
  });

  it('goes on with the numbers of an earlier life', () => {
    const faults = new FaultPlan();
    faults.restore([
      { id: 'fault-7', on: 'POST /a', fault: 'slow' },
      { id: 'fault-3', on: 'POST /b', fault: 'truncated' },
    ]);
    assert.equal(faults.forAnswer('POST', '/b'), 'truncated');
    assert.equal(faults.set({ on: 'notification', fault: 'lost' }), 'fault-8');
    assert.equal(faults.list().length, 3);
  });

  it('is cut off from the list that it was restored from', () => {
    const earlier = [{ id: 'fault-1', on: 'POST /a', fault: 'slow', times: 1 }] as const;
    const faults = new FaultPlan();
    faults.restore(earlier);
    faults.forAnswer('POST', '/a');
    assert.deepEqual([faults.list().length, earlier.length], [0, 1]);
  });
});
