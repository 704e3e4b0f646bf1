/** A text in pieces: what stands there as it is, and the names of what is put in. */
export type Piece = string | Placeholder;

export interface Placeholder {
  readonly name: string;
  /** As which JSON type it is wanted, where not as it was captured. */
  readonly as?: 'text' | 'number';
}

const TOKEN = /\{\{|\{([A-Za-z_][\w.-]*)(?::(text|number))?\}/g;

/** Reads `{name}`, `{name:text}` and `{name:number}`; `{{` stands for a brace. Any other brace is itself, as in JSON. */
export function pieces(template: string): readonly Piece[] {
  const found: Piece[] = [];
  let done = 0;
  for (const token of template.matchAll(TOKEN)) {
    found.push(template.slice(done, token.index));
    const [whole, name, as] = token;
    if (name === undefined) found.push('{');
    else found.push(as === 'text' || as === 'number' ? { name, as } : { name });
    done = token.index + whole.length;
  }
  found.push(template.slice(done));
  return found.filter((piece) => piece !== '');
}

export const placeholdersIn = (template: string): readonly Placeholder[] =>
  pieces(template).filter((piece): piece is Placeholder => typeof piece !== 'string');

/** The same text with nothing in it that {@link pieces} would read as a placeholder. */
export const literally = (text: string): string =>
  text.replaceAll(/\{(?=\{|[A-Za-z_][\w.-]*(?::(?:text|number))?\})/g, '{{');
