import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type ISupportCodeLibrary, loadSupport } from '@cucumber/cucumber/api';
import { isBuilt, packageRoot } from '../package-root.ts';
import { rememberMatches } from './step-matches.ts';

/** What registers the steps. */
const REGISTERING = ['src/run/worker', 'steps/index'].map((path) =>
  join(packageRoot, isBuilt ? `dist/${path}.js` : `${path}.ts`),
);

let library: Promise<ISupportCodeLibrary> | undefined;

/** The steps, as cucumber knows them. A module is evaluated once a process, and so they are registered once. */
export function stepsLibrary(): Promise<ISupportCodeLibrary> {
  library ??= load();
  return library;
}

async function load(): Promise<ISupportCodeLibrary> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const loaded = await loadSupport(
    {
      sources: { defaultDialect: 'en', paths: [], names: [], tagExpression: '', order: 'defined' },
      support: { importPaths: REGISTERING, requireModules: [], requirePaths: [], loaders: [] },
    },
    { cwd: packageRoot, stdout: silent, stderr: silent },
  );
  rememberMatches(loaded);
  return loaded;
}
