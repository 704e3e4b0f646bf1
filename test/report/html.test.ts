import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NamedTrace } from '../../src/judge/judgement.ts';
import { html } from '../../src/report/html/markup.ts';
import { conformanceHtml } from '../../src/report/html/page.ts';
import type { RunRecord } from '../../src/report/report.ts';
import { eventsOf } from '../judge/traces.ts';
import { fullEvents } from './events.ts';
import { aRecord, aScenario, HOSTILE, hostileRecord, judged, ofEveryVerdict } from './fixtures.ts';

const page = (record: RunRecord, traces: readonly NamedTrace[] = [], language: 'en' | 'zh-CN' = 'en'): string =>
  conformanceHtml(record, traces, { language });

/** Every element's name, to see that nothing from outside became one. */
const elementsOf = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/<([a-z][\w-]*)/gi)].map(([, name]) => name ?? ''));

const OURS = [
  ...['html', 'head', 'meta', 'title', 'style', 'body', 'main', 'header', 'section', 'nav', 'footer', 'article'],
  ...['h1', 'h2', 'h3', 'h4', 'p', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'a', 'strong', 'span', 'br', 'pre', 'div'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'details', 'summary', 'figure', 'figcaption'],
  ...['svg', 'text', 'line', 'path', 'rect', 'circle'],
];

/** A scenario with every kind of event, in which its rule is broken. */
const told: NamedTrace = { path: 'traces/0001-x.ndjson', events: eventsOf(Object.values(fullEvents)) };
const shown = told.events.find(({ kind }) => kind === 'exchange')?.seq ?? 0;
const broken = aRecord([judged('fail', {}, [aScenario('fail', { trace: told.path, evidence: [shown] })])]);

describe('a piece of HTML', () => {
  it('escapes what is put into it, in texts and in attributes', () => {
    const { text } = html`<p title="${'"><script>'}">${"a & b < c > d 'e'"}</p>`;
    assert.equal(text, '<p title="&quot;&gt;&lt;script&gt;">a &amp; b &lt; c &gt; d &#39;e&#39;</p>');
  });

  it('takes pieces and lists of them as they are, and leaves out what is not there', () =>
    assert.equal(html`${[html`<b>1</b>`, html`<b>${2}</b>`]}${undefined}${false}${0}`.text, '<b>1</b><b>2</b>0'));

  it('lets no control character through, and no mark that turns the reading direction', () =>
    assert.equal(html`${'a\u0000b\u001b[2Jc\u202Ed\ud800e\tf'}`.text, 'a\ufffdb\ufffd[2Jc\ufffdd\ufffde\tf'));
});

describe('the HTML report', () => {
  it('tells the verdict, of what, and every rule with what came of it', () => {
    const text = page(aRecord(ofEveryVerdict));
    assert.match(text, /<p class="verdict fail">Not conformant<\/p>/);
    for (const { rule } of ofEveryVerdict) {
      assert.ok(text.includes(`<article id="${rule.id}"`), rule.id);
      assert.ok(text.includes(`href="#${rule.id}"`), `nothing leads to ${rule.id}`);
    }
    assert.match(text, /http:\/\/127\.0\.0\.1:8787/);
  });

  it('says of a run on the mock that nothing was tested, and of a cut that it is one', () => {
    const mock = page(aRecord([judged('pass')], { target: 'mock', scope: 'rules X', verdict: 'conformant' }));
    assert.match(mock, /This is the kit checking itself: nothing of yours was tested\./);
    assert.match(mock, /Scope: rules X/);
  });

  it('is in Chinese where that is asked for', () => {
    const text = page(broken, [told], 'zh-CN');
    assert.match(text, /<html lang="zh-CN">/);
    assert.match(text, /不符合/);
    assert.doesNotMatch(text, />(?:Not conformant|How to mend it|Scenarios)/);
  });

  it('draws who called whom in a scenario that is broken, marks what shows it, and has the same as a list', () => {
    const text = page(broken, [told]);
    assert.match(text, /<svg [^>]*role="img" aria-label="Who called whom/);
    assert.match(text, /<rect class="mark"/);
    assert.ok(text.includes(`<li value="${shown}">`));
    assert.match(text, /(?:POST|GET) \/v3\//);
  });

  it('leaves the story of what passed to the traces', () =>
    assert.doesNotMatch(
      page(aRecord([judged('pass', {}, [aScenario('pass', { trace: told.path })])]), [told]),
      /Who called whom/,
    ));

  it('lets nothing from outside become markup, style, script or an address', () => {
    const hostile = eventsOf(
      Object.values(fullEvents).map((event) =>
        JSON.parse(JSON.stringify(event), (_, value: unknown) =>
          typeof value === 'string' &&
          !/^(exchange|scenario|cashier|clock|fault|verb|reading|expectation|obstacle|impostor|end|payer|merchant|gateway|caller|equals|valid|\d{4}-)/.test(
            value,
          )
            ? HOSTILE
            : value,
        ),
      ),
    );
    for (const text of [
      page(hostileRecord, [{ path: HOSTILE, events: hostile }]),
      page(aRecord([judged('fail', {}, [aScenario('fail', { trace: 't' })])]), [{ path: 't', events: hostile }]),
    ]) {
      assert.deepEqual(
        [...elementsOf(text)].filter((name) => !OURS.includes(name)),
        [],
      );
      assert.doesNotMatch(text, /<[^>]+\son\w+=/i);
      assert.doesNotMatch(text, /\p{Bidi_Control}/u);
      for (const [, address = ''] of text.matchAll(/(?:href|src)="([^"]*)"/g))
        assert.match(address, /^(?:#|https:\/\/pay\.weixin\.qq\.com\/doc\/v3\/merchant\/\d+$)/);
    }
  });

  it('asks the network for nothing: no script, no font, no picture, and a policy that says so', () => {
    const text = page(broken, [told]);
    assert.match(text, /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/);
    assert.doesNotMatch(text, /<(?:script|link|img|iframe)|@import|url\(/);
  });

  it('stays one that opens, however much is broken', () => {
    const rules = Array.from({ length: 130 }, (_, rule) =>
      judged(
        'fail',
        { id: `RULE-${rule}` },
        Array.from({ length: 5 }, () => aScenario('fail', { trace: told.path })),
      ),
    );
    const text = page(aRecord(rules), [told]);
    assert.ok(text.length < 5_000_000, `${text.length} bytes`);
    assert.equal(text.match(/Who called whom[^<]*<\/figcaption>/g)?.length, 90);
  });
});
