import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as browsers, type Page } from 'playwright-core';
import { conformanceHtml } from '../../src/report/html/page.ts';
import { fiveHundredBroken, told } from './five-hundred.ts';
import { aRecord, aScenario, hostileRecord, judged, ofEveryVerdict } from './fixtures.ts';

const stories = [aScenario('fail', { trace: told.path, evidence: [3] })];
const PAGES = {
  'in English': conformanceHtml(aRecord([...ofEveryVerdict, judged('fail', { id: 'TOLD' }, stories)]), [told], {
    language: 'en',
  }),
  'in Chinese': conformanceHtml(aRecord([judged('fail', { id: 'TOLD' }, stories)]), [told], { language: 'zh-CN' }),
  'of a hostile subject': conformanceHtml(hostileRecord, [told], { language: 'en' }),
  'of five hundred scenarios': fiveHundredBroken(),
} as const;
const WIDTHS = [390, 1280] as const;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What makes a page hard to use for some, as axe finds it. */
async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: AXE });
  const found = await page.evaluate<readonly Violation[]>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }).then(({ violations }) => violations)`,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe('the HTML report in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-in-browser-'));
  let executablePath = '';
  before(async () => {
    executablePath = await chromium.executablePath();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** This Chromium lives in one process, and ends with its first page. */
  async function on<T>(
    name: keyof typeof PAGES,
    width: number,
    colorScheme: 'light' | 'dark',
    look: (page: Page, requests: readonly string[]) => Promise<T>,
  ): Promise<T> {
    const path = join(folder, 'report.html');
    writeFileSync(path, PAGES[name]);
    const browser: Browser = await browsers.launch({ executablePath, args: chromium.args, headless: true });
    try {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(path).href);
      return await look(page, requests);
    } finally {
      await browser.close();
    }
  }

  /** How long that takes is told by `bench/html-report.ts`; what makes it long is the number of elements. */
  it('stays small with five hundred broken scenarios', async () => {
    await on('of five hundred scenarios', 1280, 'light', async (page) => {
      const elements = await page.evaluate<number>('document.getElementsByTagName("*").length');
      assert.ok(elements > 5_000 && elements < 40_000, `${elements} elements`);
    });
  });

  it('prints the evidence of the first scenario of a rule, and loses nothing at its edge', async () => {
    await on('in English', 1280, 'light', async (page) => {
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: 690, height: 1000 });
      const shown = `[...document.querySelectorAll('#TOLD > details')].map((each) => each.lastElementChild.getBoundingClientRect().height > 0)`;
      assert.deepEqual(await page.evaluate(shown), [true, true]);
      const over = `[...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > innerWidth).map((each) => each.outerHTML.slice(0, 80))`;
      assert.deepEqual(await page.evaluate(over), []);
    });
  });

  for (const name of Object.keys(PAGES) as (keyof typeof PAGES)[])
    for (const width of WIDTHS)
      it(`${name}, ${width} pixels wide: fits, is accessible, and asks nobody for anything`, async () => {
        await on(name, width, width === 390 ? 'dark' : 'light', async (page, requests) => {
          assert.equal(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'), 0);
          assert.equal(requests.length, 1, requests.join());
          assert.deepEqual(await violationsOn(page), []);
          assert.equal(await page.evaluate<number>('document.scripts.length'), 1, 'only axe is a script here');
        });
      });
});
