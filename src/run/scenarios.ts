import { relative, resolve } from 'node:path';
import { loadSources } from '@cucumber/cucumber/api';
import { packageRoot } from '../package-root.ts';
import { featurePaths } from './scope.ts';

/** A scenario of the kit's own, or a row of one. */
export interface PlannedScenario {
  readonly name: string;
  /** Relative to the package. */
  readonly file: string;
  readonly line: number;
}

/** The scenarios under a rule, in the order in which they are played. */
export async function scenariosOf(rule: string): Promise<readonly PlannedScenario[]> {
  const { plan } = await loadSources(
    {
      defaultDialect: 'en',
      order: 'defined',
      paths: [...featurePaths({ target: 'mock', rules: [], features: [], only: false })],
      names: [],
      tagExpression: `@${rule}`,
    },
    { cwd: packageRoot },
  );
  return plan.map(({ name, uri, location }) => ({
    name,
    // Cucumber gives it from the folder that it was told, wherever the command is run.
    file: relative(packageRoot, resolve(packageRoot, uri)).replaceAll('\\', '/'),
    line: location.line,
  }));
}
