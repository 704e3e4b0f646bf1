import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatAuthorization } from '../../src/protocol/index.ts';
import { MerchantClock } from '../../src/targets/merchant/merchant-clock.ts';
import { hours, type Instant, instant, milliseconds, minutes, plus, toUnixSeconds } from '../../src/time/index.ts';

const WALL = instant(1_800_000_000_000);
const wall = { now: () => WALL };

const signedAt = (at: Instant) => ({
  method: 'GET',
  target: '/v3/certificates',
  headers: {
    authorization: formatAuthorization({
      mchid: '1',
      nonce_str: 'n',
      signature: 's',
      timestamp: String(toUnixSeconds(at)),
      serial_no: 'A',
    }),
  },
  body: Buffer.alloc(0),
});

const ahead = plus(WALL, hours(2));

describe("the time that a backend's signatures are judged by", () => {
  it("is the wall's until its clock is moved", () => {
    const clock = new MerchantClock(true, wall);
    clock.heard(signedAt(ahead));
    assert.equal(clock.now(), WALL);
  });

  it('is where its clock was set to, where it lives by that', async () => {
    const clock = new MerchantClock(true, wall);
    await clock.move(ahead, async () => {});
    assert.equal(clock.now(), ahead);
  });

  it("is the wall's again once it signs by that", async () => {
    const clock = new MerchantClock(true, wall);
    await clock.move(ahead, async () => {});
    clock.heard(signedAt(WALL));
    assert.equal(clock.now(), WALL);
    clock.heard(signedAt(plus(ahead, minutes(1))));
    assert.equal(clock.now(), ahead);
  });

  it('is on the way while its clock is moved, and where it was set to after', async () => {
    const clock = new MerchantClock(true, wall);
    const between = plus(WALL, minutes(50));
    await clock.move(ahead, async () => {
      clock.heard(signedAt(between));
      assert.equal(clock.now(), between);
      clock.heard(signedAt(plus(ahead, hours(1))));
      assert.equal(clock.now(), ahead, 'further than it is moved');
    });
    assert.equal(clock.now(), ahead);
  });

  it('is the other one where that is tried, until a request shows which it is', async () => {
    const clock = new MerchantClock(true, wall);
    assert.equal(clock.turnOver(), false, 'there is one time only');
    await clock.move(ahead, async () => {});
    assert.equal(clock.turnOver(), true);
    assert.equal(clock.now(), WALL);
    clock.heard(signedAt(ahead));
    assert.equal(clock.turnOver(), false);
    assert.equal(clock.now(), ahead);
  });

  it('is what it is driven to where all its time is, whatever a request says', () => {
    const clock = new MerchantClock('certainly', wall);
    assert.equal(clock.now(), WALL);
    clock.drivenBy(hours(2));
    clock.heard(signedAt(WALL));
    assert.equal(clock.turnOver(), false);
    assert.equal(clock.now(), ahead);
    assert.equal(clock.start(), ahead, 'the next scenario goes on from there');
  });

  it("begins each scenario at the wall's time where it can be told that anew", async () => {
    const clock = new MerchantClock(true, { now: () => plus(WALL, milliseconds(321)) });
    await clock.move(ahead, async () => {});
    assert.equal(clock.start(), WALL);
  });

  it('does not follow a stray timestamp', async () => {
    const clock = new MerchantClock(false, wall);
    await clock.move(ahead, async () => {});
    clock.heard(signedAt(plus(WALL, minutes(20))));
    assert.equal(clock.now(), WALL);
  });
});
