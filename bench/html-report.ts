/**
 * The HTML report of five hundred broken scenarios in a browser: how long the processor works until it stands, beside a bare
 * page of as many elements with as much text.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import { chromium as browsers } from 'playwright-core';
import { fiveHundredBroken } from '../test/report/five-hundred.ts';
import { median, spread } from './figures.ts';
import { remark, tell } from './row.ts';

const ROUNDS = 5;
const folder = mkdtempSync(join(tmpdir(), 'html-report-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const executablePath = await chromium.executablePath();

interface Opened {
  /** Of the processor, until the page is laid out. */
  readonly seconds: number;
  readonly elements: number;
}

/** Opens a page once to warm up, and once for the clock. */
async function opened(html: string): Promise<Opened> {
  const path = join(folder, 'page.html');
  writeFileSync(path, html);
  const browser = await browsers.launch({ executablePath, args: chromium.args, headless: true });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(pathToFileURL(path).href);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const worked = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'ProcessTime')?.value ?? Number.NaN;
    };
    const before = await worked();
    await page.reload();
    const elements = await page.evaluate<number>(
      'document.body.offsetHeight, document.getElementsByTagName("*").length',
    );
    return { seconds: (await worked()) - before, elements };
  } finally {
    await browser.close();
  }
}

const report = fiveHundredBroken();
const { elements } = await opened(report);
const text = 'x'.repeat(Math.round(report.length / elements) - '<p></p>'.length);
const bare = `<!doctype html><title>bare</title>${`<p>${text}</p>`.repeat(elements)}`;
const [ours, others]: [number[], number[]] = [[], []];
for (let round = 0; round < ROUNDS; round += 1) {
  ours.push((await opened(report)).seconds);
  others.push((await opened(bare)).seconds);
}
remark(`${elements} elements, ${(report.length / 1024 / 1024).toFixed(1)} MiB`);
tell({
  what: 'HTML report of 500 broken scenarios in a browser',
  figure: `${spread(ours)} s of the processor`,
  beside: `${spread(others)} s for a bare page of as many elements`,
  ratio: median(ours) / median(others),
});
process.exit(0);
