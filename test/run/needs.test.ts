import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { type Capability, Stage } from '../../src/actors/index.ts';
import { playedRules } from '../../src/rules/catalogue.ts';
import { run } from '../../src/run/run.ts';

/** What the scenarios of each rule ask of the target, as a run on the mock shows it. */
async function asked(): Promise<ReadonlyMap<string, ReadonlySet<Capability>>> {
  const found = new Map<string, Set<Capability>>();
  const { need } = Stage.prototype;
  Stage.prototype.need = function (this: Stage, capability: Capability): void {
    const head = this.trace.events.find((event) => event.kind === 'scenario');
    for (const rule of head?.rules ?? []) found.set(rule, (found.get(rule) ?? new Set()).add(capability));
    need.call(this, capability);
  };
  await run({ target: 'mock', rules: [], features: [], only: false, seed: 1, parallel: 0 });
  Stage.prototype.need = need;
  return found;
}

describe('what a rule says that a target must be able to do', () => {
  let found: ReadonlyMap<string, ReadonlySet<Capability>> = new Map();
  before(async () => {
    found = await asked();
  });

  it('is what its scenarios ask of it', () => {
    // The mock moves the merchant's clock with its own: whether a scenario can do without is asked only where it does not.
    const withoutClock = (needs: Iterable<Capability>): readonly Capability[] =>
      [...needs].filter((need) => need !== 'backend-clock').sort();
    assert.deepEqual(
      playedRules.map(({ id, needs }) => [id, withoutClock(needs)]),
      playedRules.map(({ id }) => [id, withoutClock(found.get(id) ?? [])]),
    );
  });
});
