import { readPackageJson } from '../package-root.ts';
import { isRecord } from '../protocol/wire.ts';

type Schema = Readonly<Record<string, unknown>>;

const SHARED = '#/$defs/';
const isSchema = (value: unknown): value is Schema => isRecord(value);
const under = (schema: Schema, key: string): Schema => (isSchema(schema[key]) ? schema[key] : {});

/** Every key of a merchant profile, in Markdown, as its schema has it: a heading for each mapping, a row for each of its keys. */
export function profileReference(): string {
  const schema = readPackageJson('schemas/merchant-profile.schema.json');
  if (!isSchema(schema)) throw new Error('the schema of the profile is no JSON object');
  return [
    ...section('The profile', schema),
    ...Object.entries(under(schema, '$defs')).flatMap(([name, shared]) =>
      isSchema(shared) ? section(headingOf(name), shared) : [],
    ),
  ].join('\n');
}

/** What several keys have stands under its own name: `$defs/step` as Step. Steps are a list of it. */
const headingOf = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`;
const SECTIONS: Readonly<Record<string, string>> = { steps: 'step' };

/** The table of a mapping, then those of the mappings in it. Nothing where it has no keys that are known. */
function section(heading: string, schema: Schema): readonly string[] {
  const keys = Object.entries(under(schema, 'properties')).filter((entry): entry is [string, Schema] =>
    isSchema(entry[1]),
  );
  if (keys.length === 0) return [];
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const isWhole = heading === 'The profile';
  return [
    `## ${heading}`,
    '',
    ...(typeof schema['description'] === 'string' ? [`${sentence(schema['description'])}`, ''] : []),
    '| key | | example |',
    '|---|---|---|',
    ...keys.map(([key, value]) => {
      const must = required.includes(key) ? ' **Required.**' : '';
      return `| \`${key}\` | ${cell(`${toldOf(value)}${must}`)} | ${cell(exampleOf(value))} |`;
    }),
    '',
    ...keys.flatMap(([key, value]) => section(isWhole ? `\`${key}\`` : `${heading}: \`${key}\``, value)),
  ];
}

/** What a key says, or the heading under which that stands. */
function toldOf({ $ref, description, enum: words, items, additionalProperties }: Schema): string {
  const shared = [$ref, ...[items, additionalProperties].map((inner) => isSchema(inner) && inner['$ref'])].find(
    (ref): ref is string => typeof ref === 'string' && ref.startsWith(SHARED),
  );
  const named = shared?.slice(SHARED.length) ?? '';
  const name = SECTIONS[named] ?? named;
  const link = name === '' ? '' : `See [${headingOf(name)}](#${name}).`;
  const among = Array.isArray(words) ? `One of ${words.map((word) => `\`${String(word)}\``).join(', ')}.` : '';
  return [typeof description === 'string' ? sentence(description) : '', among, link].filter(Boolean).join(' ');
}

const exampleOf = ({ examples }: Schema): string =>
  Array.isArray(examples) ? examples.map((example) => `\`${asYaml(example)}\``).join(' or ') : '';

/** On one line, as flow YAML reads it back. */
const asYaml = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const sentence = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}${/[.]$/.test(text) ? '' : '.'}`;
const cell = (text: string): string => text.replaceAll('|', '\\|');
