import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Attachment, Envelope } from '@cucumber/messages';
import { cleanMessages, TRACE_MEDIA_TYPE, tracesOf } from '../../src/report/messages.ts';
import { announced, playedCase } from './envelopes.ts';
import { HOSTILE } from './fixtures.ts';

const played: readonly Envelope[] = [
  ...announced('a', 'b', 'c'),
  ...playedCase('c', '{"n":"第三"}\n', 'BASE64'),
  ...playedCase('a', `${JSON.stringify({ n: HOSTILE })}\n`, 'IDENTITY'),
  ...playedCase('b', '{"n":2}\n', 'BASE64', 1),
  ...playedCase('b', '{"n":1}\n', 'IDENTITY', 0),
];

describe('messages.ndjson', () => {
  it('holds every message but the traces, one a line, scenarios and attempts in their order', () => {
    const lines = cleanMessages(played).split('\n');
    assert.equal(lines.pop(), '');
    const messages = lines.map((line) => JSON.parse(line) as Envelope);
    const kept = played.filter(({ attachment }) => attachment?.mediaType !== TRACE_MEDIA_TYPE);
    const of = (start: string): readonly Envelope[] => kept.filter((each) => JSON.stringify(each).includes(start));
    const cases = ['a-started-0', 'b-started-0', 'b-started-1', 'c-started-0'].flatMap(of);
    assert.deepEqual(messages, [...kept.slice(0, 3), ...cases]);
    assert.equal(messages.filter(({ attachment }) => attachment !== undefined).length, 4);
    assert.equal(cleanMessages([]), '');
  });
});

describe('an id that cucumber draws', () => {
  const id = '08504529-7b72-45e4-a826-b9a9f6fe79bd';
  it('is a number, the same wherever it stands, and a text that has one in it stays', () => {
    const [one = '', two = ''] = announced(id, `${id}0`).map((envelope) => cleanMessages([envelope, envelope]));
    assert.deepEqual(one.match(/"id":"[^"]*"/g), ['"id":"1"', '"id":"1"']);
    assert.ok(two.includes(`"${id}0"`));
    const said: Envelope = {
      attachment: { ...playedCase('a', '', 'IDENTITY')[1]?.attachment, body: `"${id}"` } as Attachment,
    };
    assert.ok(cleanMessages([said]).includes(id));
  });
});

describe('the attached traces', () => {
  it('come in the order of the test cases and their attempts, decoded', () => {
    assert.deepEqual(tracesOf(played), [
      `${JSON.stringify({ n: HOSTILE })}\n`,
      '{"n":1}\n',
      '{"n":2}\n',
      '{"n":"第三"}\n',
    ]);
  });

  it('are none where none was attached', () => {
    assert.deepEqual(tracesOf(announced('a')), []);
  });

  it('come last where no test case is known for them, and are not lost', () => {
    const stray = playedCase('x', 'stray', 'IDENTITY').filter(({ attachment }) => attachment !== undefined);
    assert.deepEqual(tracesOf([...stray, ...announced('a'), ...playedCase('a', 'known', 'IDENTITY')]), [
      'known',
      'stray',
    ]);
  });
});
