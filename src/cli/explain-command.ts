import { Command, Option } from 'commander';
import { nearest } from '../merchant/profile/nearest.ts';
import { allMutants } from '../mutants/all.ts';
import { explanation } from '../report/explanation.ts';
import type { Language } from '../report/report.ts';
import { catalogue, ruleById } from '../rules/catalogue.ts';
import { scenariosOf } from '../run/scenarios.ts';
import { UserError } from './user-error.ts';

/** `explain`: one rule, for whoever has broken it. */
export const explainCommand = (): Command =>
  new Command('explain')
    .description('tell what a rule asks, why, what passes and fails it, and how to mend it')
    .argument('<rule>', 'its id, as "rules" lists it')
    .addOption(new Option('--lang <language>', 'language of the text').choices(['en', 'zh-CN']).default('en'))
    .action(async (id: string, { lang }: { lang: Language }) => {
      const rule = ruleById(id.toUpperCase());
      if (!rule) {
        const meant = nearest(
          id.toUpperCase(),
          catalogue.map((known) => known.id),
        );
        throw new UserError(
          `There is no rule ${id}${meant === undefined ? ':' : `; did you mean ${meant}?`} "wechatpay-conformance rules" lists them`,
        );
      }
      const mutants = allMutants.filter(({ killedBy }) => rule.id in killedBy).map(({ name }) => name);
      process.stdout.write(explanation(rule, { scenarios: await scenariosOf(rule.id), mutants }, lang));
    });
