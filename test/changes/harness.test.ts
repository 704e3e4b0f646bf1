import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collection } from './harness.ts';

const NONE: ReadonlySet<string> = new Set();

/** Tests that tell in `told` that they ran; those in `failing` fail. */
function file(failing: readonly string[] = []) {
  const told: string[] = [];
  const { words, play } = collection();
  const tell = (name: string) => (): void => {
    told.push(name);
    if (failing.includes(name)) throw new Error(name);
  };
  words.describe('orders', () => {
    words.it('are made', tell('made'));
    words.describe('once paid', () => words.it('are closed', async () => tell('closed')()));
  });
  words.it('alone', { skip: 'not here' }, tell('skipped'));
  words.test('last', tell('last'));
  return { told, play };
}

describe('a test file that one process plays over and over', () => {
  it('plays each test in its order, and not one that is skipped', async () => {
    const { told, play } = file();
    assert.equal(await play(NONE, () => {}), undefined);
    assert.deepEqual(told, ['made', 'closed', 'last']);
  });

  it('ends at the first that fails, and names it', async () => {
    const { told, play } = file(['closed']);
    assert.equal(await play(NONE, () => {}), 'orders › once paid › are closed');
    assert.deepEqual(told, ['made', 'closed']);
  });

  it('leaves out what it is told to, and tells who plays', async () => {
    const { told, play } = file(['made']);
    const heard = new Set<string | undefined>();
    assert.equal(await play(new Set(['orders › are made']), (test) => heard.add(test)), undefined);
    assert.deepEqual(told, ['closed', 'last']);
    assert.deepEqual([...heard], [undefined, 'orders › once paid › are closed', ' › last']);
  });
});
