import { ruleById } from '../rules/catalogue.ts';
import type { Area, Bilingual, Level, Rule, Subject } from '../rules/rule.ts';
import { readYamlFile, UnusableFile } from './yaml-file.ts';

interface Row {
  readonly id: string;
  readonly level: Level;
  readonly subject: Subject;
  readonly area: Area;
  readonly title: string | Bilingual;
  readonly hint: string | Bilingual;
  readonly sources: readonly string[];
}

const inBoth = (text: string | Bilingual): Bilingual => (typeof text === 'string' ? { en: text, zh: text } : text);

/** Rule rows of the user's own, for features of the user's own. Throws an UnusableFile where one is of another shape, or takes an id that is taken. */
export function readOwnRules(path: string): readonly Rule[] {
  const { rules } = readYamlFile<{ rules: readonly Row[] }>(path, 'schemas/rules.schema.json');
  const seen = new Set<string>();
  return rules.map(({ title, hint, sources, ...row }) => {
    if (ruleById(row.id)) throw new UnusableFile(`${path}: ${row.id} is a rule of the kit: give yours another id`);
    if (seen.has(row.id)) throw new UnusableFile(`${path}: ${row.id} stands there twice: keep one of the two`);
    seen.add(row.id);
    return {
      ...row,
      title: inBoth(title),
      hint: inBoth(hint),
      sources: sources.map((ref) => ({ document: 'own', ref, confidence: 'H' })),
      needs: [],
    };
  });
}
