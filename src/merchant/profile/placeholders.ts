/** A text in pieces: what stands there as it is, and the names of what is put in. */
export type Piece = string | Placeholder;

export interface Placeholder {
  readonly name: string;
  /** What is made of it, where it is not wanted as it was captured. */
  readonly as?: Form;
}

/** JSON types; and what backends take a PEM text as: one line with backslash and n for each line's end, Base64 of the text, the Base64 between its edges. */
export const FORMS = ['text', 'number', 'line', 'base64', 'bare'] as const;
export type Form = (typeof FORMS)[number];
const isForm = (text: string | undefined): text is Form => FORMS.some((form) => form === text);

const NAMED = `[A-Za-z_][\\w.-]*(?::(?:${FORMS.join('|')}))?`;
const TOKEN = new RegExp(`\\{\\{|\\{(${NAMED})\\}`, 'g');
const MISTAKABLE = new RegExp(`\\{(?=\\{|${NAMED}\\})`, 'g');

/** Reads `{name}` and `{name:form}`; `{{` stands for a brace. Any other brace is itself, as in JSON. */
export function pieces(template: string): readonly Piece[] {
  const found: Piece[] = [];
  let done = 0;
  for (const token of template.matchAll(TOKEN)) {
    found.push(template.slice(done, token.index));
    const [whole, named] = token;
    const [name = '', as] = named?.split(':') ?? [];
    if (named === undefined) found.push('{');
    else found.push(isForm(as) ? { name, as } : { name });
    done = token.index + whole.length;
  }
  found.push(template.slice(done));
  return found.filter((piece) => piece !== '');
}

export const placeholdersIn = (template: string): readonly Placeholder[] =>
  pieces(template).filter((piece): piece is Placeholder => typeof piece !== 'string');

/**
 * A JSONPath with its placeholders filled with what `look` finds: inside quotes a part of that text, elsewhere a value of JSON. No
 * value ends a text or becomes a part of the path.
 */
export function fillQuery(template: string, look: (placeholder: Placeholder) => unknown): string {
  let query = '';
  for (const piece of pieces(template)) {
    if (typeof piece === 'string') query += piece;
    else query += quotedIn(look(piece), openQuote(query));
  }
  return query;
}

/** The quote that a query has open at its end, if any. */
const openQuote = (query: string): string | undefined =>
  /^(?:[^"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*(["'])/s.exec(query)?.[1];

function quotedIn(value: unknown, quote: string | undefined): string {
  if (quote === undefined) return JSON.stringify(value) ?? 'null';
  const inside = JSON.stringify(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(1, -1);
  return quote === '"'
    ? inside
    : inside.replaceAll(/\\.|'/g, (part) => (part === "'" ? "\\'" : part.replace('\\"', '"')));
}

/** Names of `known` that are asked for in a form that there is not: they would be sent as they stand there. */
export const unknownForms = (template: string, known: readonly string[]): readonly { name: string; form: string }[] =>
  [...template.matchAll(/(?<!\{)\{([A-Za-z_][\w.-]*):(\w+)\}/g)]
    .map(([, name = '', form = '']) => ({ name, form }))
    .filter(({ name, form }) => known.includes(name) && !isForm(form));

/** The same text with nothing in it that {@link pieces} would read as a placeholder. */
export const literally = (text: string): string => text.replaceAll(MISTAKABLE, '{{');
