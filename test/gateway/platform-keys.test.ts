import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KeyChange } from '../../src/gateway/merchants.ts';
import { answerKey, keyNamed, letterKey, validCertificates, wouldContradict } from '../../src/gateway/platform-keys.ts';
import { documentedPolicy, type Policy } from '../../src/gateway/policy.ts';
import { seededEntropy } from '../../src/protocol/entropy.ts';
import { isPublicKeyId, type KeyMode } from '../../src/protocol/identity.ts';
import { days, type Instant, minus, plus, seconds } from '../../src/time/index.ts';
import { who } from './bench.ts';
import { BEGIN } from './books.ts';

const { publicKey, certificate, next } = who.platformKeys;
const LATE = minus(certificate.notAfter, days(210));
const PUBLIC_KEY_ID = publicKey.id;
const OLD = certificate.id;
const NEW = next(LATE).id;
const EARLY = next(BEGIN).id;
const MERCHANT_SERIAL = who.merchant.serialNo;
const end = certificate.notAfter;

/** A merchant at a moment. */
const holder = (at: Instant, keyMode: KeyMode = 'both', keyChange?: KeyChange, policy: Partial<Policy> = {}) => {
  const ledger = { timeline: { now: () => at }, policy: { ...documentedPolicy, ...policy } };
  return { platformKeys: who.platformKeys, keyMode, keyChange, ledger } as unknown as Parameters<typeof keyNamed>[0];
};
const chance = () => seededEntropy('platform keys');
const listedAt = (...given: Parameters<typeof holder>): string[] =>
  validCertificates(holder(...given)).map((one) => one.certificate.id);

describe('the key that signs an answer', () => {
  // The request may name none, an empty one, either of the platform's, or the merchant's own by mistake.
  for (const [mode, requested, id] of [
    ['public-key', undefined, PUBLIC_KEY_ID],
    ['public-key', '', PUBLIC_KEY_ID],
    ['public-key', PUBLIC_KEY_ID, PUBLIC_KEY_ID],
    ['public-key', OLD, PUBLIC_KEY_ID],
    ['public-key', MERCHANT_SERIAL, PUBLIC_KEY_ID],
    ['platform-certificate', undefined, OLD],
    ['platform-certificate', '', OLD],
    ['platform-certificate', PUBLIC_KEY_ID, OLD],
    ['platform-certificate', OLD, OLD],
    ['platform-certificate', MERCHANT_SERIAL, OLD],
    ['both', undefined, OLD],
    ['both', '', OLD],
    ['both', PUBLIC_KEY_ID, PUBLIC_KEY_ID],
    ['both', OLD, OLD],
    ['both', MERCHANT_SERIAL, OLD],
  ] as const) {
    it(`in mode ${mode} after ${requested === undefined ? 'no serial' : `"${requested}"`} is ${id.slice(0, 10)}…`, () => {
      assert.equal(answerKey(holder(BEGIN, mode), requested, chance()).id, id);
      assert.equal(letterKey(holder(BEGIN, mode), requested, chance()).id, id);
    });
  }

  it('is a public key where its name begins so', () => {
    assert.equal(isPublicKeyId(PUBLIC_KEY_ID), true);
    for (const name of [OLD, '', 'pub_key_id_1', ` ${PUBLIC_KEY_ID}`]) assert.equal(isPublicKeyId(name), false, name);
  });
});

describe('the key that Wechatpay-Serial names for encrypted fields', () => {
  for (const [mode, serial, id] of [
    ['public-key', PUBLIC_KEY_ID, PUBLIC_KEY_ID],
    ['public-key', OLD, undefined],
    ['platform-certificate', OLD.toLowerCase(), OLD],
    ['platform-certificate', PUBLIC_KEY_ID, undefined],
    ['both', PUBLIC_KEY_ID, PUBLIC_KEY_ID],
    ['both', OLD, OLD],
    ['both', NEW, undefined],
    ['both', '', undefined],
  ] as const) {
    it(`is ${id ?? 'none'} for ${serial || 'nothing'} in mode ${mode}`, () => {
      assert.equal(keyNamed(holder(BEGIN, mode), serial)?.id, id);
    });
  }

  it('can be either certificate while both are valid', () => {
    const both = holder(minus(end, days(100)));
    assert.deepEqual([keyNamed(both, OLD)?.id, keyNamed(both, NEW)?.id], [OLD, NEW]);
  });
});

describe('platform certificates near their end', () => {
  for (const [when, at, listed] of [
    ['181 days before it', minus(end, days(181)), [OLD]],
    ['180 days before it', minus(end, days(180)), [OLD, NEW]],
    ['at it', end, [OLD, NEW]],
    ['a second after it', plus(end, seconds(1)), [NEW]],
    ['a second after the end of both', plus(next(LATE).notAfter, seconds(1)), []],
  ] as const) {
    it(`are ${listed.length} ${when}`, () => {
      assert.deepEqual(listedAt(at), listed);
      assert.deepEqual(listedAt(at, 'public-key'), []);
    });
  }

  it('are replaced by one that was made 210 days before it (D:4012069411)', () => {
    const made: Instant[] = [];
    const renewed = holder(minus(end, days(1)));
    const making = (from: Instant) => {
      made.push(from);
      return next(from);
    };
    validCertificates({ ...renewed, platformKeys: { ...who.platformKeys, next: making } });
    assert.deepEqual(made, [minus(end, days(210))]);
  });

  it('are replaced by themselves once the first has ended, and not before', () => {
    const signing = (at: Instant) => answerKey(holder(at, 'platform-certificate'), undefined, chance()).id;
    assert.deepEqual([signing(end), signing(plus(end, seconds(1)))], [OLD, NEW]);
  });

  it('are not replaced where nothing is renewed', () => {
    const policy = { certificateRenewal: 'none' } as const;
    assert.deepEqual(listedAt(minus(end, days(1)), 'both', undefined, policy), [OLD]);
    assert.deepEqual(listedAt(plus(end, seconds(1)), 'both', undefined, policy), []);
  });
});

describe('a change to a new certificate by hand', () => {
  const change = (percent: number): KeyChange => ({ to: 'new-certificate', since: BEGIN, percent });
  const shareOf = (percent: number, draws = 1_000): number => {
    const entropy = chance();
    const during = holder(BEGIN, 'platform-certificate', change(percent));
    const signing = Array.from({ length: draws }, () => answerKey(during, undefined, entropy).id);
    return signing.filter((id) => id === EARLY).length / draws;
  };

  it('is to one that is valid by then', () => {
    const [, made] = validCertificates(holder(BEGIN, 'both', change(0)));
    assert.ok(
      made && made.certificate.notBefore <= BEGIN && made.endsAt > plus(BEGIN, days(4 * 365)),
      made?.certificate.id,
    );
  });

  it('lists both from its beginning', () => {
    assert.deepEqual(listedAt(BEGIN, 'both', change(0)), [OLD, EARLY]);
  });

  it('signs its share and no more', () => {
    assert.equal(shareOf(0), 0);
    assert.equal(shareOf(100), 1);
    const half = shareOf(50);
    assert.ok(half > 0.45 && half < 0.55, `50% came to ${half}`);
  });

  it('ends the old one a day after the new one signs everything', () => {
    const ends = validCertificates(holder(BEGIN, 'both', change(100))).map(({ endsAt }) => endsAt);
    assert.deepEqual(ends, [plus(BEGIN, days(1)), next(BEGIN).notAfter]);
    assert.deepEqual(listedAt(plus(BEGIN, seconds(86_401)), 'both', change(100)), [EARLY]);
    assert.deepEqual(listedAt(plus(BEGIN, seconds(86_401)), 'both', change(99)), [OLD, EARLY]);
    const after = holder(plus(BEGIN, seconds(86_401)), 'both', change(100));
    assert.equal(answerKey(after, undefined, chance()).id, EARLY, 'who signs alone goes on');
  });
});

describe('a change to the public key', () => {
  const since = BEGIN;
  const lettersOf = (at: Instant, change: KeyChange, draws = 2_000): number => {
    const entropy = chance();
    const during = holder(at, 'platform-certificate', change);
    const signing = Array.from({ length: draws }, () => letterKey(during, OLD, entropy).id);
    return signing.filter((id) => id === PUBLIC_KEY_ID).length / draws;
  };

  for (const [day, percent] of [0.1, 1, 5, 10, 20, 50, 100].entries()) {
    it(`signs about ${percent}% of the notifications on day ${day + 1}`, () => {
      const share = lettersOf(plus(since, days(day)), { to: 'public-key', since });
      assert.ok(Math.abs(share - percent / 100) < 0.03, `${share} instead of ${percent}%`);
      if (day < 6) assert.ok(share < 1, 'a part is still signed with the certificate');
    });
  }

  it('stays at all of them after its last day', () => {
    assert.equal(lettersOf(plus(since, days(300)), { to: 'public-key', since }), 1);
  });

  it('has the answers follow the request all the while, whatever the mode was', () => {
    const during = holder(plus(since, days(9)), 'platform-certificate', { to: 'public-key', since });
    const signing = (serial?: string) => answerKey(during, serial, chance()).id;
    assert.deepEqual([signing(PUBLIC_KEY_ID), signing(OLD), signing()], [PUBLIC_KEY_ID, OLD, OLD]);
  });

  it('goes by the share that was given, where one was', () => {
    assert.equal(lettersOf(plus(since, days(9)), { to: 'public-key', since, percent: 0 }), 0);
    assert.equal(lettersOf(since, { to: 'public-key', since, percent: 100 }), 1);
  });
});

describe('one change after another', () => {
  const underway = { to: 'new-certificate', since: BEGIN, percent: 20 } as const;
  it('may grow, and not shrink', () => {
    assert.equal(wouldContradict(undefined, { to: 'public-key' }), undefined);
    assert.equal(wouldContradict(underway, { to: 'new-certificate', percent: 20 }), undefined);
    assert.equal(wouldContradict(underway, { to: 'new-certificate', percent: 100 }), undefined);
    assert.match(wouldContradict(underway, { to: 'new-certificate', percent: 19 }) ?? '', /only grows/);
  });
  it('may not be of the other kind', () => {
    assert.match(wouldContradict(underway, { to: 'public-key', percent: 50 }) ?? '', /exclude each other/);
  });
});

describe('where a change of keys has nothing to go by', () => {
  const signs = (at: Instant, change: KeyChange, policy: Partial<Policy> = {}): string =>
    letterKey(holder(at, 'both', change, policy), undefined, chance()).id;

  it('no part of the notifications goes to the public key', () => {
    assert.equal(signs(BEGIN, { to: 'public-key', since: BEGIN }, { publicKeyShares: [] }), OLD);
    assert.equal(signs(BEGIN, { to: 'public-key', since: BEGIN, percent: 0 }), OLD);
  });

  it('the last day of the plan goes on', () => {
    assert.equal(signs(plus(BEGIN, days(400)), { to: 'public-key', since: BEGIN }), PUBLIC_KEY_ID);
    assert.equal(signs(plus(BEGIN, days(400)), { to: 'public-key', since: BEGIN }, { publicKeyShares: [0] }), OLD);
  });

  it('the old certificate signs until the new one has a share', () => {
    const least = () => Buffer.alloc(4);
    const change = { to: 'new-certificate', since: BEGIN } as const;
    assert.equal(answerKey(holder(BEGIN, 'both', change), undefined, least).id, OLD);
    assert.equal(signs(BEGIN, { to: 'new-certificate', since: BEGIN, percent: 100 }), EARLY);
  });

  it('the old certificate signs on where all have expired', () => {
    const after = plus(end, seconds(1));
    assert.equal(
      answerKey(holder(after, 'both', undefined, { certificateRenewal: 'none' }), undefined, chance()).id,
      OLD,
    );
  });

  it('a share that was not named counts as none', () => {
    const underway = { to: 'new-certificate', since: BEGIN } as const;
    assert.equal(wouldContradict(underway, { to: 'new-certificate' }), undefined);
    assert.equal(wouldContradict(underway, { to: 'new-certificate', percent: 1 }), undefined);
    assert.equal(wouldContradict({ ...underway, percent: 0 }, { to: 'new-certificate' }), undefined);
    const already = 'The new key signs 1% already, and its share only grows';
    assert.equal(wouldContradict({ ...underway, percent: 1 }, { to: 'new-certificate' }), already);
  });
});

describe('a share of what is signed', () => {
  /** Chance as it may come out: from 0 to just below 2^32. */
  const bringing = (chance: number) => (bytes: number) => {
    const drawn = Buffer.alloc(bytes);
    drawn.writeUInt32BE(chance, bytes - 4);
    return drawn;
  };
  const signed = (percent: number, chance: number): string =>
    letterKey(holder(BEGIN, 'both', { to: 'public-key', since: BEGIN, percent }), undefined, bringing(chance)).id;

  for (const [percent, last] of [
    [0.1, Math.ceil((2 ** 32 / 100) * 0.1) - 1],
    [1, Math.ceil(2 ** 32 / 100) - 1],
    [50, 2 ** 31 - 1],
    [99, Math.ceil((2 ** 32 / 100) * 99) - 1],
  ] as const) {
    it(`is ${percent}% of all that chance may bring (F§3.8)`, () => {
      assert.deepEqual(
        [0, last, last + 1, 2 ** 32 - 1].map((chance) => signed(percent, chance)),
        [PUBLIC_KEY_ID, PUBLIC_KEY_ID, OLD, OLD],
      );
    });
  }

  it('is everything at a hundred and nothing at none', () => {
    assert.deepEqual([signed(100, 2 ** 32 - 1), signed(0, 0)], [PUBLIC_KEY_ID, OLD]);
  });

  for (const [day, permille] of [1, 10, 50, 100, 200, 500, 1_000].entries()) {
    it(`is ${permille} per mille on day ${day + 1} of the change (F§3.8)`, () => {
      const at = plus(BEGIN, days(day + 1));
      const shares = (moment: Instant, chance: number): boolean =>
        letterKey(holder(moment, 'both', { to: 'public-key', since: BEGIN }), undefined, bringing(chance)).id ===
        PUBLIC_KEY_ID;
      const last = Math.ceil((2 ** 32 * permille) / 1_000) - 1;
      for (const moment of [plus(at, days(-1)), plus(at, seconds(-1))]) {
        assert.equal(shares(moment, last), true);
        if (permille < 1_000) assert.equal(shares(moment, last + 1), false);
      }
    });
  }
});
