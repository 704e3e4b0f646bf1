import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { validateXML } from 'xmllint-wasm';
import type { RuleVerdict } from '../../src/judge/judgement.ts';
import { junitXml } from '../../src/report/junit.ts';
import type { RunRecord } from '../../src/report/report.ts';
import { aRecord, aScenario, HOSTILE, hostileRecord, judged, ofEveryVerdict } from './fixtures.ts';

const REPORTER = 'mocha-junit-reporter';

type Element = { readonly [name: string]: string | readonly Element[] };

const LISTS = ['testsuite', 'testcase', 'properties', 'property', 'failure', 'error', 'skipped', 'system-out'];
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  alwaysCreateTextNode: true,
  htmlEntities: true,
  isArray: (name) => LISTS.includes(name),
});

function parsed(record: RunRecord): Element {
  const xml = junitXml(record);
  assert.equal(XMLValidator.validate(xml), true);
  return (parser.parse(xml) as { testsuites: Element }).testsuites;
}

const inside = (element: Element | undefined, name: string): readonly Element[] => {
  const found = element?.[name] ?? [];
  return typeof found === 'string' ? [] : found;
};
const suitesOf = (record: RunRecord): readonly Element[] => inside(parsed(record), 'testsuite');
const casesOf = (record: RunRecord): readonly Element[] =>
  suitesOf(record).flatMap((suite) => inside(suite, 'testcase'));
const propertiesOf = (element: Element | undefined): readonly (readonly [unknown, unknown])[] =>
  inside(inside(element, 'properties')[0], 'property').map((property) => [property['@name'], property['@value']]);

/** The hostile text as XML can hold it. */
const LEGAL = HOSTILE.replace(/[^\P{Cc}\t\n\r]|\uffff|\p{Cs}/gu, '\ufffd');

describe('junit.xml', () => {
  it('has a suite for each area, in the order of the guide, and a case for each rule', () => {
    const suites = suitesOf(aRecord(ofEveryVerdict));
    assert.deepEqual(
      suites.map((suite) => [suite['@name'], inside(suite, 'testcase').length]),
      [
        ['conformance.basics', 2],
        ['conformance.order', 3],
        ['conformance.refund', 3],
      ],
    );
    const [first] = casesOf(aRecord([judged('pass')]));
    assert.equal(first?.['@name'], 'PREPAY-2H A prepay_id opens the cashier for two hours');
    assert.equal(first?.['@classname'], 'conformance.order');
  });

  it('gives each case its verdict, and each suite the sources, level and subject of its rules', () => {
    const record = aRecord([judged('warn', { level: 'should' })]);
    assert.equal(casesOf(record)[0]?.['@status'], 'warn');
    assert.deepEqual(propertiesOf(suitesOf(record)[0]).slice(-4), [
      ['PREPAY-2H source', 'G§3.1'],
      ['PREPAY-2H source', 'D:4012791897'],
      ['PREPAY-2H level', 'should'],
      ['PREPAY-2H subject', 'gateway'],
    ]);
  });

  /** The schema of what Jenkins reads, as the reporter of another test runner carries it. */
  const schema = readFileSync(createRequire(import.meta.url).resolve(`${REPORTER}/test/resources/jenkins-junit.xsd`));

  for (const [what, record] of Object.entries({
    'every verdict': aRecord(ofEveryVerdict),
    'hostile text': hostileRecord,
    'scenarios under no rule': aRecord([], { unruled: [aScenario('fail')] }),
  }))
    it(`is valid by Jenkins' schema with ${what}`, async () => {
      const xml = [{ fileName: 'junit.xml', contents: junitXml(record) }];
      const { valid, errors } = await validateXML({ xml, schema: schema.toString() });
      assert.deepEqual([valid, errors.map(({ message }) => message)], [true, []]);
    });

  it('is not valid by that schema with anything in it that the schema does not know', async () => {
    const contents = junitXml(aRecord([judged('pass')])).replace('<testcase ', '<testcase verdict="pass" ');
    const { valid } = await validateXML({ xml: [{ fileName: 'junit.xml', contents }], schema: schema.toString() });
    assert.equal(valid, false);
  });

  const shown: Readonly<Record<RuleVerdict, string | undefined>> = {
    pass: undefined,
    fail: 'failure',
    warn: 'system-out',
    error: 'error',
    'not-observed': 'skipped',
    inconclusive: 'skipped',
    'not-applicable': 'skipped',
    attested: 'skipped',
  };
  for (const [verdict, expected] of Object.entries(shown)) {
    it(`shows ${verdict} as ${expected ?? 'nothing but the case'}`, () => {
      const [testcase] = casesOf(aRecord([judged(verdict as RuleVerdict)]));
      const found = ['failure', 'error', 'skipped', 'system-out'].filter((name) => inside(testcase, name).length > 0);
      assert.deepEqual(found, expected === undefined ? [] : [expected]);
    });
  }

  it('says of a failure what was seen, where, and what can be done', () => {
    const [failure] = inside(casesOf(aRecord([judged('fail')]))[0], 'failure');
    assert.equal(failure?.['@type'], 'must');
    assert.equal(failure?.['@message'], 'errMsg: expected requestPayment:fail, seen requestPayment:ok');
    const text = String(failure?.['#text']);
    assert.match(text, /features\/order\/prepay\.feature:12 One second too late/);
    assert.match(text, /traces\/0007-prepay-2h\.ndjson lines 5, 7/);
    assert.match(text, /clauses: G§3\.1, D:4012791897\nhint: Count the two hours/);
  });

  it('gives the reason of what is skipped, or the verdict where there is none', () => {
    const [testcase] = casesOf(aRecord([judged('inconclusive')]));
    assert.match(String(inside(testcase, 'skipped')[0]?.['#text']), /^errMsg: expected/);
    const [attested] = casesOf(aRecord([judged('attested', {}, [])]));
    assert.equal(inside(attested, 'skipped')[0]?.['#text'], 'attested');
  });

  it('counts on every level what it holds', () => {
    const root = parsed(aRecord(ofEveryVerdict));
    const counts = (element: Element | undefined): readonly unknown[] =>
      ['tests', 'failures', 'errors', 'skipped'].map((name) => element?.[`@${name}`]);
    assert.deepEqual(counts(root), ['8', '1', '1', undefined], 'the format counts there what was skipped nowhere');
    assert.deepEqual(counts(inside(root, 'testsuite')[1]), ['3', '0', '1', '1']); // pass, not-applicable, error
    assert.equal(root['@time'], '1.500');
  });

  it('names the verdict with its scope in every suite', () => {
    const [suite] = suitesOf(aRecord([judged('pass')], { scope: 'one rule' }));
    assert.deepEqual(propertiesOf(suite).slice(0, 5), [
      ['target', 'sandbox'],
      ['subject', 'staging http://127.0.0.1:8787'],
      ['seed', '42'],
      ['verdict', 'nonconformant'],
      ['scope', 'one rule'],
    ]);
  });

  it('shows scenarios under no rule in a suite of their own', () => {
    const suites = suitesOf(aRecord([judged('pass')], { unruled: [aScenario('fail'), aScenario('pass')] }));
    assert.equal(suites[1]?.['@name'], 'conformance.unruled');
    assert.equal(suites[1]?.['@failures'], '1');
    assert.equal(inside(inside(suites[1], 'testcase')[0], 'failure')[0]?.['@type'], 'unruled');
  });

  it('stays well-formed whatever a subject says, and loses nothing of it that XML can hold', () => {
    const xml = junitXml(hostileRecord);
    assert.doesNotMatch(xml, /[^\P{Cc}\t\n]|[\ufffe\uffff]|\p{Cs}|\]\]>/u);
    const [failed] = casesOf(hostileRecord);
    assert.equal(failed?.['@name'], `${LEGAL} ${LEGAL}`);
    const [failure] = inside(failed, 'failure');
    assert.equal(failure?.['@message'], LEGAL);
    assert.ok(String(failure?.['#text']).includes(`hint: ${LEGAL}`));
  });

  it('is well-formed with no rules at all', () => {
    assert.deepEqual(casesOf(aRecord([])), []);
  });
});
