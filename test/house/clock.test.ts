import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sourcesOf, withoutTexts } from './sources.ts';

/** Reading a clock or setting a timer, in every form that JavaScript has. */
const FORBIDDEN: readonly RegExp[] = [
  /\bDate\s*\.\s*(?:now|parse|UTC)\b/,
  /\bnew\s+Date\b/,
  /(?<![\w.])Date\s*\(/,
  /\bDate\s*\[/,
  /\bperformance\s*(?:\.\s*(?:now|timeOrigin|mark|measure)\b|\[)/,
  /\}\s*=\s*performance\b/,
  /\bhrtime\b/,
  /\bprocess\s*\.\s*uptime\b/,
  /\bset(?:Timeout|Interval|Immediate)\b/,
  /\bAbortSignal\s*\.\s*timeout\b/,
  /\bTemporal\b/,
  /\bIntl\s*\.\s*DateTimeFormat\b/,
];
const FORBIDDEN_MODULES = /['"](?:node:)?(?:timers(?:\/promises)?|perf_hooks)['"]/;

/** The lines of a text that read a clock or set a timer. */
function clockReads(text: string): readonly string[] {
  const lines = text.split('\n');
  const code = withoutTexts(text).split('\n');
  return lines.filter(
    (line, index) =>
      FORBIDDEN.some((pattern) => pattern.test(code[index] ?? '')) ||
      (/\b(?:from|import|require)\b/.test(code[index] ?? '') && FORBIDDEN_MODULES.test(line)),
  );
}

describe('the clock', () => {
  it('is read in the clock module and nowhere else', () => {
    const found = sourcesOf('src', 'steps')
      .filter(({ path }) => !path.startsWith('src/time/'))
      .flatMap(({ path, text }) => clockReads(text).map((line) => `${path}: ${line.trim()}`));
    assert.deepEqual(found, []);
  });

  it('is read there', () => {
    const found = sourcesOf('src/time').flatMap(({ text }) => clockReads(text));
    assert.ok(found.length >= 4, 'the checker finds nothing where there is something');
  });
});

describe('the checker of clocks', () => {
  for (const snippet of [
    'const now = Date.now();',
    'const now = Date . now();',
    'const now = new Date();',
    'const now = +new Date;',
    'const text = Date();',
    'const at = Date.parse(text);',
    'const at = Date.UTC(2026, 0);',
    "const now = Date['now']();",
    'const start = performance.now();',
    'const { now } = performance;',
    'const start = process.hrtime.bigint();',
    'const up = process.uptime();',
    'setTimeout(wake, 5);',
    'globalThis.setTimeout(wake, 5);',
    'const timer = setInterval(wake, 5);',
    'setImmediate(wake);',
    "import { setTimeout as sleep } from 'node:timers/promises';",
    "import timers from 'timers';",
    "const timers = await import('node:timers');",
    "import { performance } from 'node:perf_hooks';",
    'fetch(url, { signal: AbortSignal.timeout(5) });',
    'const now = Temporal.Now.instant();',
    `const text = \`\${Date.now()}\`;`,
    "const text = 'a'; const now = Date.now();",
    '/* why */ setTimeout(wake, 5);',
  ]) {
    it(`finds ${snippet}`, () => assert.deepEqual(clockReads(snippet), [snippet]));
  }

  for (const snippet of [
    'queueMicrotask(wake);',
    'const now = clock.now();',
    'const at = toDate(instant);',
    'function f(validDate: Date): Date;',
    '// Date.now() is read elsewhere',
    '/** new Date() rolls over,\n * and setTimeout wraps around */',
    "const hint = 'do not call setTimeout(…) or Date.now()';",
    'clearTimeout(timer);',
    'wakeAfter(delay, wake);',
    'const timers = 3;',
    'await play(performance.features);',
  ]) {
    it(`leaves ${snippet.split('\n')[0] ?? ''} alone`, () => assert.deepEqual(clockReads(snippet), []));
  }
});
