import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/package-root.ts';
import { cucumber, run, type Took } from './running.ts';

/** Writes so many scenarios of so many empty steps in all into a folder, and answers what plays them there with cucumber's own reports. */
export function bareCucumber(folder: string, scenarios: number, steps: number): () => Took {
  const each = Math.round(steps / scenarios);
  const scenario = (index: number): string => `  Scenario: ${index}\n${'    Given nothing\n'.repeat(each)}`;
  const feature = `Feature: Bare\n${Array.from({ length: scenarios }, (_, index) => scenario(index)).join('')}`;
  const own = join(packageRoot, 'node_modules/@cucumber/cucumber');
  const name = `bare-${scenarios}`;
  writeFileSync(join(folder, `${name}.feature`), feature);
  writeFileSync(join(folder, 'bare.cjs'), `require(${JSON.stringify(own)}).Given('nothing', () => {});\n`);
  const format = ['message', 'html', 'junit'].flatMap((kind) => ['--format', `${kind}:${name}.${kind}`]);
  return () => run(folder, cucumber, '--require', 'bare.cjs', ...format, `${name}.feature`);
}
