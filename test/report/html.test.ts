import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import type { Envelope } from '@cucumber/messages';
import { conformanceHtml } from '../../src/report/html.ts';
import { withoutTraces } from '../../src/report/messages.ts';
import { announced, playedCase } from './envelopes.ts';
import { HOSTILE } from './fixtures.ts';

const envelopes: readonly Envelope[] = [
  ...announced('a'),
  ...playedCase('a', '{"secret-of":"the trace"}', 'IDENTITY'),
  { undefinedParameterType: { name: HOSTILE, expression: '</script><script>alert(1)</script>' } },
];

/** The messages as a browser that opens the file reads them. */
function messagesIn(html: string): unknown {
  const script = /<script>\s*(window\.CUCUMBER_MESSAGES = [\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
  const window: { CUCUMBER_MESSAGES?: unknown } = {};
  runInNewContext(script, { window });
  return JSON.parse(JSON.stringify(window.CUCUMBER_MESSAGES));
}

describe('conformance.html', () => {
  it('holds the messages without the traces, whatever is in them', async () => {
    const html = await conformanceHtml(envelopes);
    assert.deepEqual(messagesIn(html), JSON.parse(JSON.stringify(withoutTraces(envelopes))));
    assert.doesNotMatch(html, /secret-of/);
    assert.doesNotMatch(html, /<script>alert/);
  });

  it('is one file that loads nothing', async () => {
    const html = await conformanceHtml(envelopes);
    const page = html.replace(/<script>[\s\S]*?<\/script>/g, '');
    assert.match(html, /^<!DOCTYPE html>/);
    assert.match(html, /<\/html>\s*$/);
    assert.doesNotMatch(html, /<script[^>]+src=/);
    assert.doesNotMatch(page, /(?:src|href)=(?!["']?data:)|url\((?!["']?data:)|@import/);
  });

  it('is whole for a run without messages', async () => {
    assert.deepEqual(messagesIn(await conformanceHtml([])), []);
  });
});
