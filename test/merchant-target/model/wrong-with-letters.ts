import { ModelMerchant } from '../../../src/merchant/model-merchant.ts';
import {
  AnswersForgeriesWith200,
  ComparesNothing,
  FulfilsEachNotification,
  RemembersWhatItRefused,
  TrustsUnsigned,
  TrustsWhatOpens,
  VerifiesNothingForLocalhost,
} from '../../../src/mutants/flawed-merchants.ts';
import type { WireAnswer, WireRequest } from '../../../src/protocol/wire.ts';

class HearsNothing extends ModelMerchant {
  override async receive(): Promise<WireAnswer> {
    return { status: 404, headers: {}, body: Buffer.alloc(0) };
  }
}

class AnswersAfterSixSeconds extends ModelMerchant {
  override async receive(request: WireRequest): Promise<WireAnswer> {
    const answer = await super.receive(request);
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    return answer;
  }
}

/** Shops that take notifications wrongly, each in one way. */
export const wrongWithLetters: Readonly<Record<string, typeof ModelMerchant>> = {
  'trusts-any-letter': TrustsWhatOpens,
  'trusts-unsigned': TrustsUnsigned,
  'verifies-nothing-for-localhost': VerifiesNothingForLocalhost,
  'answers-forgeries-with-200': AnswersForgeriesWith200,
  'remembers-what-it-refused': RemembersWhatItRefused,
  'hears-nothing': HearsNothing,
  'compares-nothing': ComparesNothing,
  'fulfils-each-letter': FulfilsEachNotification,
  'answers-after-six-seconds': AnswersAfterSixSeconds,
};
