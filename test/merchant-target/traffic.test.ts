import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Traffic } from '../../src/targets/merchant/traffic.ts';

// Timers of the kit keep no process.
let kept: NodeJS.Timeout;
before(() => {
  kept = setInterval(() => {}, 1_000);
});
after(() => clearInterval(kept));

describe('what a backend has under way', () => {
  it('is nothing before it asks: it is left alone then', async () => {
    let pokes = 0;
    await new Traffic().calm(async () => (pokes += 1));
    assert.equal(pokes, 0);
  });

  it('is over when each answer brought no other request', async () => {
    const traffic = new Traffic();
    let left = 3;
    const ask = (): void => {
      if (left === 0) return;
      left -= 1;
      const answered = traffic.begun();
      setTimeout(() => {
        answered();
        answered();
      }, 5);
    };
    ask();
    let pokes = 0;
    await traffic.calmAfter(async () => {
      pokes += 1;
      ask();
    });
    assert.equal(left, 0);
    assert.ok(pokes >= 3, `${pokes} pokes`);
  });

  it('may be a connection that has brought no request yet', async () => {
    const traffic = new Traffic();
    traffic.connected();
    let asked = false;
    setTimeout(() => {
      asked = true;
      traffic.begun()();
    }, 15);
    await traffic.calm(async () => {});
    assert.ok(asked, 'the connection was not waited for');
  });

  it('is not waited for without end where a connection brings nothing', async () => {
    const traffic = new Traffic();
    traffic.connected();
    await traffic.calm(async () => assert.fail('nothing was answered'));
  });
});
