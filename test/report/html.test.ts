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
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'p', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'a', 'strong', 'span', 'br', 'pre', 'div'],
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

  const diagramsIn = (text: string): number => text.match(/Who called whom[^<]*<\/figcaption>/g)?.length ?? 0;
  const manyBroken = (rules: number, scenarios: number): RunRecord =>
    aRecord(
      Array.from({ length: rules }, (_, rule) =>
        judged(
          'fail',
          { id: `RULE-${rule}` },
          Array.from({ length: scenarios }, () => aScenario('fail', { trace: told.path })),
        ),
      ),
    );

  it('draws each scenario that is broken, the first of a rule open', () => {
    const text = page(manyBroken(20, 12), [told]);
    assert.equal(diagramsIn(text), 240);
    assert.equal(text.match(/<details class="story" open>/g)?.length, 20);
    assert.doesNotMatch(text, /no more room/);
  });

  it('stays one that opens, however much is broken and however long it is, and says what it leaves out', () => {
    const long = 'x'.repeat(100_000);
    const full = fullEvents.exchange;
    const fat = {
      ...full,
      url: `https://a.example/${long}`,
      request: { headers: Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`x-${n}`, long])), body: { long } },
      opened: long,
      answer: { ...full.answer, body: long },
      failure: long,
    };
    const fatTold: NamedTrace = {
      path: told.path,
      events: eventsOf([
        { ...fullEvents.scenario, name: long, steps: [{ type: 'context', text: long }] },
        ...Array.from({ length: 30 }, () => [fat, { ...fullEvents.expectation, seen: long }]).flat(),
      ]),
    };
    const record = manyBroken(40, 5);
    const { length } = page(record, [fatTold]);
    assert.ok(length < 5_000_000, `${length} characters`);
    const text = page(manyBroken(130, 12), [told]);
    assert.ok(Buffer.byteLength(text) < 5_000_000, `${Buffer.byteLength(text)} bytes`);
    assert.ok(diagramsIn(text) >= 130 && diagramsIn(text) < 1_560, `${diagramsIn(text)} diagrams`);
    assert.match(text, /\d+ more scenarios have found it too/);
  });

  it('says what a scenario says, in the reader’s language where somebody can say it', () => {
    assert.match(page(broken, [told]), /<strong>When<\/strong> 2 hours 1 second pass<\/li><li><strong>And<\/strong>/);
    const text = conformanceHtml(broken, [told], { language: 'zh-CN', say: (sentence) => `中：${sentence}` });
    assert.match(text, /<strong>假如<\/strong> 中：an order of 1\.00 yuan/);
  });

  it('names a scenario in the reader’s language, and says of a name in another that it is', () => {
    const known = aRecord([
      judged('fail', {}, [
        aScenario('fail', { name: 'A payment of 1.00 yuan is told', trace: told.path }),
        aScenario('fail', { name: '用户支付', trace: 'traces/2' }),
      ]),
    ]);
    const text = page(known, [told], 'zh-CN');
    for (const part of ['<h4>通知1.00元的支付</h4>', '<h4>用户支付</h4>', '<figcaption>“通知1.00元的支付”中'])
      assert.ok(text.includes(part), part);
    assert.doesNotMatch(text, /A payment of/);
    assert.match(page(known, [told]), /<h4>A payment of 1\.00 yuan is told<\/h4>/);
    assert.match(page(known, [told]), /<h4><span lang="zh-CN">用户支付</);
    assert.match(page(broken, [told], 'zh-CN'), /<h4><span lang="en">One second too late</);
  });

  it('tells what the baseline says of the run, and nothing of one without', () => {
    const entry = { rule: 'PREPAY-2H', reason: '<b>later</b>', expires: '2026-12-31' };
    const held = { known: [entry], expired: [], stale: [{ ...entry, rule: 'MENDED' }] };
    const text = conformanceHtml(broken, [told], { language: 'en', held });
    assert.match(text, /PREPAY-2H is broken, which is known and let pass until 2026-12-31: &lt;b&gt;later/);
    assert.match(text, /MENDED is not broken any more/);
    assert.match(conformanceHtml(broken, [told], { language: 'zh-CN', held }), /属已知问题/);
    assert.doesNotMatch(page(broken, [told]), /id="baseline"/);
  });

  it('shows scenarios under no rule, what is attested and what the subject has not, and blames no subject for the kit', () => {
    const text = page(
      aRecord([judged('attested', { id: 'A' }), judged('not-applicable', { id: 'B' }), judged('error', { id: 'C' })], {
        unruled: [aScenario('fail', { name: 'Of nobody' })],
      }),
    );
    for (const part of ['Scenarios under no rule', 'Of nobody', 'somebody’s word', 'declares that it has not'])
      assert.ok(text.includes(part), part);
    assert.match(text, /The kit itself failed/);
    assert.doesNotMatch(text, /Count the two hours/);
  });
});
