import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { gatewayGround } from '../../src/explore/gateway-ground.ts';
import { orderActs } from '../../src/explore/order-acts.ts';
import { refundActs } from '../../src/explore/refund-acts.ts';
import { later, newlyOrdered, refundable, type Standing } from '../../src/explore/standing.ts';
import { featureOf } from '../../src/explore/territory.ts';
import { fen } from '../../src/money/fen.ts';
import { days, hours, minutes, seconds } from '../../src/time/index.ts';

const acts = [...orderActs, ...refundActs];

/** How things stand after acts, by the model alone. */
function after(names: readonly string[], from: Standing = newlyOrdered(fen(100))): Standing {
  return names.reduce((standing, name) => {
    const act = acts.find((one) => one.name === name) ?? assert.fail(`there is no act ${name}`);
    return act.play(standing)?.next ?? assert.fail(`${name} cannot be played in ${standing.state}`);
  }, from);
}

const canBePlayed = (name: string, standing: Standing): boolean =>
  acts.find((act) => act.name === name)?.play(standing) !== undefined;

describe('the model of an order', () => {
  it('closes it after seven days, and not before', () => {
    const order = newlyOrdered(fen(100));
    assert.equal(later(order, seconds(7 * 86_400 - 1))?.next.state, 'NOTPAY');
    assert.equal(later(order, seconds(7 * 86_400 + 1))?.next.state, 'CLOSED');
  });

  it('does not say what happens on an edge', () => {
    assert.equal(later(newlyOrdered(fen(100)), days(7)), undefined);
    assert.equal(later(newlyOrdered(fen(100)), hours(2)), undefined);
    assert.equal(later(newlyOrdered(fen(100), minutes(10)), minutes(10)), undefined);
  });

  it('does not say whether an order can be paid with a prepay_id that one reading renews and another does not', () => {
    const reordered = after(['1 hour', 'order again']);
    const between = later(reordered, seconds(3_601))?.next ?? assert.fail('that is no edge');
    assert.equal(canBePlayed('pay', between), false, 'between both');
    assert.equal(canBePlayed('pay', reordered), true, 'before both');
    const beyond = later(reordered, seconds(7_201))?.next ?? assert.fail('that is no edge');
    assert.equal(canBePlayed('pay', beyond), true, 'beyond both');
  });

  it('gives back no more than was paid, and what a closed refund gives back again', () => {
    const half = after(['pay', 'refund half of what is left']);
    assert.equal(refundable(half), 50);
    assert.equal(refundable(after(['the refund ends in CLOSED'], half)), 100);
  });
});

describe('a walk', () => {
  it('never has more given back than was paid, nor leads out of a final state', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 60 }), (some) => {
        let standing = newlyOrdered(fen(9_999));
        for (const act of some) {
          const next = act.play(standing)?.next ?? standing;
          assert.ok(refundable(next) >= 0);
          if (standing.state === 'CLOSED') assert.equal(next.state, 'CLOSED');
          if (standing.state === 'REFUND') assert.equal(next.state, 'REFUND');
          standing = next;
        }
      }),
      { seed: 8 },
    );
  });

  it('can play every act', () => {
    const never = new Set(acts);
    const walks = fc.sample(fc.array(fc.constantFrom(...acts), { maxLength: 60, size: 'max' }), {
      seed: 1,
      numRuns: 1_000,
    });
    for (const some of walks) {
      let standing = newlyOrdered(fen(100), days(2));
      for (const act of some) {
        const played = act.play(standing);
        if (played) never.delete(act);
        standing = played?.next ?? standing;
      }
    }
    assert.deepEqual(
      [...never].map(({ name }) => name),
      [],
    );
  });

  it('leaves out what the stage cannot do', () => {
    const walks = fc.sample(gatewayGround.walks(new Set(), 60), { seed: 1, numRuns: 100 });
    const steps = new Set(walks.flatMap((walk) => gatewayGround.courseOf(walk).steps));
    assert.deepEqual(
      [...steps].filter((step) => /payer|passe?s?$|next answer|refund ends/.test(step)),
      [],
    );
    assert.ok([...steps].some((step) => step === 'When the caller closes the order'));
  });

  it('joins steps of one kind, as anybody would write them', () => {
    const course = {
      steps: ['Given a', 'Given b', 'When c', 'Then d', 'Then e'],
      beginning: { end: 2, seen: [] },
      acts: [],
    };
    assert.equal(
      featureOf('F', [{ name: 's', course }]),
      'Feature: F\n\n  Scenario: s\n    Given a\n    And b\n    When c\n    Then d\n    And e\n',
    );
  });
});
