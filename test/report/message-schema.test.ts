import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { cleanMessages, DIGEST_MEDIA_TYPE } from '../../src/report/messages.ts';
import { writeReports } from '../../src/report/write-reports.ts';
import { run } from '../../src/run/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'messages-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The public schema of Cucumber Messages, as its package ships it. */
const schema = createRequire(import.meta.url).resolve('@cucumber/messages/schema');
const ajv = new Ajv2020({ strict: false, validateFormats: false });

const played = (parallel: number) =>
  run({ target: 'mock', rules: ['PAYER-NAMED'], features: [], only: false, seed: 1, parallel });

describe('Cucumber Messages', () => {
  it('of two runs with one seed differ only in when and how long, however many processes play them', async () => {
    const messages = async (parallel: number): Promise<string> =>
      cleanMessages((await played(parallel)).envelopes).replaceAll(/"(?:timestamp|duration)":\{[^}]*\}/g, '');
    const one = await messages(0);
    assert.equal(await messages(0), one);
    assert.equal(await messages(2), one);
  });

  it('are each as the public schema asks, and the last binds them to the report', async () => {
    const check = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')) as object);
    const { record, traces, envelopes } = await played(0);
    await writeReports(folder, record, traces, envelopes);
    const lines = readFileSync(join(folder, 'messages.ndjson'), 'utf8').trimEnd().split('\n');
    assert.ok(lines.length > 20, 'there are hardly any messages');
    for (const line of lines) assert.ok(check(JSON.parse(line)), `${line}: ${ajv.errorsText(check.errors)}`);
    const { attachment } = JSON.parse(lines.at(-1) ?? '') as { attachment: { mediaType: string; body: string } };
    assert.equal(attachment.mediaType, DIGEST_MEDIA_TYPE);
    const report = readFileSync(join(folder, 'conformance.json'));
    assert.deepEqual(JSON.parse(attachment.body), {
      file: 'conformance.json',
      sha256: createHash('sha256').update(report).digest('hex'),
      verdict: 'conformant',
    });
  });
});
