// Makes Allure's own report of the results that `run --allure` has written. It is a Java program.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [results = `${root}reports/allure-results`, report = `${root}reports/allure-report`] = process.argv.slice(2);
const allure = createRequire(import.meta.url).resolve('allure-commandline/dist/bin/allure');

function end(message) {
  process.stderr.write(`report:allure: ${message}\n`);
  process.exit(2);
}

if (!existsSync(results)) end(`there are no results in ${results}: npx wechatpay-conformance run --allure writes them`);
const { JAVA_HOME: home } = process.env;
const java = home ? `${home}/bin/java` : 'java';
if (spawnSync(java, ['-version'], { stdio: 'ignore' }).status !== 0)
  end(
    'Allure needs Java 8 or newer, and there is none: install a JRE (Debian: apt-get install default-jre-headless), or set JAVA_HOME. The other reports are there without it.',
  );
const { status } = spawnSync(allure, ['generate', results, '--clean', '-o', report], { stdio: 'inherit' });
process.exit(status ?? 1);
