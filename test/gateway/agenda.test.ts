import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Agenda, type Due } from '../../src/gateway/agenda.ts';
import { instant } from '../../src/time/index.ts';

const due = (at: number, name: number): Due => ({ kind: 'notify', at: instant(at), notificationId: String(name) });

/** The slow and obvious way: of the earliest, the one that was put in first. */
class PlainList {
  #waiting: Due[] = [];
  add(one: Due): void {
    this.#waiting.push(one);
  }
  first(): Due | undefined {
    return this.#waiting.reduce<Due | undefined>((best, one) => (best && best.at <= one.at ? best : one), undefined);
  }
  take(): Due | undefined {
    const first = this.first();
    this.#waiting = this.#waiting.filter((one) => one !== first);
    return first;
  }
}

describe('the agenda', () => {
  it('gives out by time, and first in first out among equals, whatever is put in between', () => {
    const times = fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined, freq: 2 });
    fc.assert(
      fc.property(fc.array(times, { maxLength: 60, size: 'max' }), (moves) => {
        const [agenda, list] = [new Agenda(), new PlainList()];
        for (const [index, at] of [...moves, ...moves.map(() => undefined)].entries()) {
          if (at === undefined) assert.deepEqual(agenda.take(), list.take());
          else for (const one of [agenda, list]) one.add(due(at, index));
          assert.deepEqual(agenda.first(), list.first());
        }
        assert.equal(agenda.take(), undefined);
      }),
      { numRuns: 500 },
    );
  });

  it('is empty at first', () => {
    assert.equal(new Agenda().first(), undefined);
    assert.equal(new Agenda().take(), undefined);
  });
});
