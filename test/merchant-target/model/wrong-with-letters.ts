import { ModelMerchant } from '../../../src/merchant/model-merchant.ts';
import type { Fields } from '../../../src/merchant/notification-inbox.ts';
import { isRecord, parseJson, type WireAnswer, type WireRequest } from '../../../src/protocol/wire.ts';

class TrustsAnyLetter extends ModelMerchant {
  protected override trusts(): boolean {
    return true;
  }
}

class TrustsUnsigned extends ModelMerchant {
  protected override trusts(signature: string): boolean {
    return signature === 'valid' || signature === 'absent';
  }
}

class AnswersForgeriesWith200 extends ModelMerchant {
  override async receive(request: WireRequest): Promise<WireAnswer> {
    const answer = await super.receive(request);
    return answer.status === 401 ? { ...answer, status: 200 } : answer;
  }
}

/** Takes note of a letter's id before it has verified it, and does nothing for an id that it knows. */
class RemembersWhatItRefused extends ModelMerchant {
  readonly #seen = new Set<unknown>();

  override async receive(request: WireRequest): Promise<WireAnswer> {
    const envelope = parseJson(request.body);
    const id = isRecord(envelope) ? envelope['id'] : undefined;
    if (this.#seen.has(id)) return { status: 204, headers: {}, body: Buffer.alloc(0) };
    this.#seen.add(id);
    return super.receive(request);
  }
}

class HearsNothing extends ModelMerchant {
  override async receive(): Promise<WireAnswer> {
    return { status: 404, headers: {}, body: Buffer.alloc(0) };
  }
}

class ComparesNothing extends ModelMerchant {
  protected override fits(): boolean {
    return true;
  }
}

class FulfilsEachLetter extends ModelMerchant {
  protected override take(eventType: string, resource: Fields): boolean {
    const order = this.book.byNumber(resource['out_trade_no']);
    if (eventType === 'TRANSACTION.SUCCESS' && order && order.fulfilled > 0) order.fulfilled += 1;
    return super.take(eventType, resource);
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
  'trusts-any-letter': TrustsAnyLetter,
  'trusts-unsigned': TrustsUnsigned,
  'answers-forgeries-with-200': AnswersForgeriesWith200,
  'remembers-what-it-refused': RemembersWhatItRefused,
  'hears-nothing': HearsNothing,
  'compares-nothing': ComparesNothing,
  'fulfils-each-letter': FulfilsEachLetter,
  'answers-after-six-seconds': AnswersAfterSixSeconds,
};
