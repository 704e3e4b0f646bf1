import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Check, StepName } from '../doctor/index.ts';
import type { Language } from '../report/report.ts';

interface DoctorOptions {
  readonly merchant: string;
  readonly credentials?: string;
  readonly listen?: string;
  readonly lang: Language;
}

/** `doctor`: examines profile, credentials and backend step by step, and says what to change. Answers by the exit code. */
export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('check step by step that a backend can be judged, and say what to change')
    .requiredOption('--merchant <file>', 'the profile of the backend')
    .option('--credentials <folder>', "the merchant's credentials, where not those of the profile (.wechatpay)")
    .option('--listen <host:port>', "where the backend finds the kit's gateway (127.0.0.1:8787)")
    .addOption(new Option('--lang <language>', 'language of the answer').choices(['en', 'zh-CN']).default('en'))
    .action(runDoctor);

async function runDoctor({ merchant, credentials, listen, lang: language }: DoctorOptions): Promise<void> {
  const { examine, exitCodeOf, renderCheck, renderEnd, renderStep } = await import('../doctor/index.ts');
  const colour = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
  const manner = { language, colour };
  const checks: Check[] = [];
  let step: StepName | undefined;
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const emit = (check: Check): void => {
    if (check.step !== step) say(renderStep(check.step, manner));
    step = check.step;
    checks.push(check);
    say(renderCheck(check, manner));
  };
  // Where the process ends before the examination does, that is no success.
  process.exitCode = 5;
  await examine(
    {
      profile: resolve(merchant),
      ...(credentials === undefined ? {} : { credentials: resolve(credentials) }),
      ...(listen === undefined ? {} : { listen }),
    },
    emit,
  );
  say('');
  say(renderEnd(checks, manner));
  process.exitCode = exitCodeOf(checks);
}
