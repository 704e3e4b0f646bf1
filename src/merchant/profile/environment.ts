import { isRecord } from '../../protocol/wire.ts';
import { literally } from './placeholders.ts';
import type { Path, Problem } from './profile-error.ts';

/** A profile with the environment's values in it, and what must never be shown of it. */
export interface Filled {
  readonly value: unknown;
  readonly secrets: readonly string[];
  readonly problems: readonly Problem[];
}

const VARIABLE = /\$\{([A-Za-z_]\w*)\}/g;

/** Puts the environment's values where `${NAME}` stands. What they hold is never read as a placeholder. */
export function fillFromEnvironment(profile: unknown, env: Readonly<Record<string, string | undefined>>): Filled {
  const secrets = new Set<string>();
  const problems: Problem[] = [];
  const fill = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string')
      return value.replaceAll(VARIABLE, (_, name: string) => {
        const found = env[name];
        if (found === undefined) {
          problems.push({ path, message: `the environment has no variable ${name}: set it before the run` });
          return '';
        }
        secrets.add(found);
        return literally(found);
      });
    if (Array.isArray(value)) return value.map((item, index) => fill(item, [...path, index]));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner, [...path, key])]));
  };
  return { value: fill(profile, []), secrets: [...secrets].filter((secret) => secret !== ''), problems };
}
