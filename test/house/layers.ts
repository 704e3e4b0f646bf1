import type { Import, SourceFile } from './sources.ts';

/** What stands right below each layer. Whatever stands below that may be imported too; nothing else may. */
const RIGHT_BELOW: Readonly<Record<string, readonly string[]>> = {
  time: [],
  money: [],
  // Runs inside other people's programs, and needs nothing but Node.
  redirect: [],
  protocol: ['time', 'money'],
  trace: ['protocol'],
  actors: ['trace'],
  gateway: ['actors'],
  merchant: ['actors'],
  payer: ['actors'],
  sandbox: ['gateway', 'merchant', 'payer', 'redirect'],
  targets: ['sandbox'],
  rules: ['actors'],
  workflow: ['actors', 'rules'],
  steps: ['targets', 'workflow'],
  judge: ['rules', 'trace'],
  report: ['judge'],
  run: ['steps', 'report'],
  explore: ['run'],
  evidence: ['run'],
  // Mutants are played as any run is.
  mutants: ['run'],
  doctor: ['targets', 'report'],
  cli: ['mutants', 'doctor', 'evidence', 'explore'],
  // What the package exports.
  index: ['run', 'steps'],
};

/** Finds the package's own folder, and may be imported from anywhere. */
const EVERYWHERE = 'src/package-root.ts';

const layers = new Set(Object.keys(RIGHT_BELOW));

function allBelow(layer: string): ReadonlySet<string> {
  const below = new Set<string>();
  const visit = (name: string): void => {
    for (const next of RIGHT_BELOW[name] ?? []) {
      below.add(next);
      visit(next);
    }
  };
  visit(layer);
  return below;
}

/** The layer of a file, or undefined where the table does not know its folder. */
export function layerOf(path: string): string | undefined {
  const [first = '', second = ''] = path.split('/');
  const name = first === 'steps' ? 'steps' : second.replace(/\.ts$/, '');
  return layers.has(name) ? name : undefined;
}

const isOwn = (path: string): boolean => path.startsWith('src/') || path.startsWith('steps/');

/** Imports that point up, sideways or to nowhere, one sentence each. */
export function wrongImports(imports: readonly Import[]): readonly string[] {
  return imports
    .filter(({ to }) => isOwn(to) && to !== EVERYWHERE)
    .flatMap(({ from, to }) => {
      if (from === EVERYWHERE) return [`${from} imports ${to}, and everything imports it`];
      const [upper, lower] = [layerOf(from), layerOf(to)];
      if (upper === undefined) return [`${from} lies in no layer`];
      if (lower === undefined) return [`${to} lies in no layer`];
      return upper === lower || allBelow(upper).has(lower)
        ? []
        : [`${from} imports ${to}: ${upper} is not above ${lower}`];
    });
}

/** One way round for every file that can reach itself by its imports; types count as well. */
export function cycles(imports: readonly Import[]): readonly string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) if (isOwn(to)) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) found.push([...way.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const to of next.get(path) ?? []) visit(to, [...way, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return found;
}

/** Every file that running these files loads. */
export function reachable(start: readonly SourceFile[], imports: readonly Import[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { from, to, typeOnly } of imports) if (from === path && !typeOnly) visit(to);
  };
  for (const { path } of start) visit(path);
  return seen;
}
