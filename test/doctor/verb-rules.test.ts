import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { VerbMissing } from '../../src/actors/index.ts';
import { rulesSeenBy } from '../../src/doctor/verb-rules.ts';
import { ModelMerchant } from '../../src/merchant/model-merchant.ts';
import { Trials } from '../../src/mutants/trial.ts';

const missing = (verb: string): never => {
  throw new VerbMissing(verb);
};

/** The model merchant as a profile leaves it that does not describe one verb. */
const WITHOUT: Readonly<Record<string, typeof ModelMerchant>> = {
  returnFromCashier: class extends ModelMerchant {
    override returnFromCashier = async (): Promise<never> => missing('returnFromCashier');
  },
  cancelOrder: class extends ModelMerchant {
    override cancelOrder = async (): Promise<never> => missing('cancelOrder');
  },
  refund: class extends ModelMerchant {
    override refund = async (): Promise<never> => missing('refund');
  },
  readRefund: class extends ModelMerchant {
    override readRefund = async (): Promise<never> => missing('readRefund');
  },
  reconcile: class extends ModelMerchant {
    override reconcile = async (): Promise<never> => missing('reconcile');
  },
  fulfilled: class extends ModelMerchant {
    override async readOrder(ref: string) {
      return { state: (await super.readOrder(ref)).state };
    }
  },
};

describe('what a verb makes visible', () => {
  const trials = new Trials();
  for (const [verb, merchant] of Object.entries(WITHOUT)) {
    it(`${verb}: the rules that a run without it does not see`, async () => {
      const { rules } = await trials.judge({ merchant });
      const unseen = rules.filter(({ verdict }) => verdict === 'not-observed').map(({ rule }) => rule.id);
      assert.ok(unseen.length > 0);
      assert.deepEqual([...rulesSeenBy(verb)].sort(), unseen.sort());
      assert.deepEqual(
        rules.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-observed'),
        [],
      );
    });
  }
});
