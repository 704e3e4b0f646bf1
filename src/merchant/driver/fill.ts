import { MerchantFailed } from '../../actors/index.ts';
import { isRecord } from '../../protocol/wire.ts';
import { type Form, type Piece, type Placeholder, pieces } from '../profile/placeholders.ts';

/** Values by the names of placeholders. */
export type Values = ReadonlyMap<string, unknown>;

/** A placeholder stands for nothing yet: what takes it has not been done, or did not find it. */
export class Unfilled extends Error {
  override readonly name = 'Unfilled';
  readonly placeholder: string;

  constructor(placeholder: string) {
    super(`{${placeholder}} is not known yet`);
    this.placeholder = placeholder;
  }
}

/** Looks names up in several sets of values, the first that has one. */
export class Scope {
  readonly #layers: readonly Values[];

  constructor(...layers: readonly Values[]) {
    this.#layers = layers;
  }

  has(name: string): boolean {
    return this.#layers.some((layer) => layer.has(name));
  }

  /** Throws Unfilled where no layer has the name, and a MerchantFailed where its value is no number and should be one. */
  value({ name, as }: Placeholder): unknown {
    const layer = this.#layers.find((values) => values.has(name));
    if (!layer) throw new Unfilled(name);
    const value = layer.get(name);
    return value === undefined || as === undefined ? value : formed(asText(value), as, name);
  }
}

function formed(text: string, as: Form, name: string): string | number {
  if (as !== 'number') return inForm(text, as);
  const number = Number(text);
  if (text === '' || !Number.isFinite(number)) throw new MerchantFailed(`what {${name}} stands for is no number`);
  return number;
}

/** A text as backends take keys and certificates from their environment. */
export function inForm(text: string, form: Exclude<Form, 'number'>): string {
  switch (form) {
    case 'text':
      return text;
    case 'line':
      return text.trimEnd().replaceAll(/\r?\n/g, '\\n');
    case 'base64':
      return Buffer.from(text).toString('base64');
    case 'bare':
      return text.replaceAll(/-----[^-]+-----|\s+/g, '');
  }
}

/** What stands in a text for a value: JSON for what is no word or number. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A text with its placeholders filled, each value as `write` puts it down. Throws Unfilled. */
export const fillText = (template: string, scope: Scope, write: (text: string) => string = (text) => text): string =>
  pieces(template)
    .map((piece: Piece) => (typeof piece === 'string' ? piece : write(asText(scope.value(piece)))))
    .join('');

/**
 * A path with what is filled in URL-encoded, so that no value can end a segment or add a parameter. Throws Unfilled, and a
 * MerchantFailed for the two values that name another place however they are written.
 */
export const fillPath = (template: string, scope: Scope): string =>
  fillText(template, scope, (text) => {
    if (text === '.' || text === '..')
      throw new MerchantFailed(`the backend answers "${text}", which cannot stand in a path`);
    // Through a Buffer, since half a surrogate pair has no encoding.
    return encodeURIComponent(Buffer.from(text).toString());
  });

/** JSON with its texts filled. A text that is one placeholder becomes its value, as the JSON type that it is. Throws Unfilled. */
export function fillJson(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') {
    const [piece, ...more] = pieces(value);
    return more.length === 0 && piece !== undefined && typeof piece !== 'string'
      ? scope.value(piece)
      : fillText(value, scope);
  }
  if (Array.isArray(value)) return value.map((item) => fillJson(item, scope));
  if (!isRecord(value)) return value;
  // defineProperty keeps a key of the name __proto__ what it is in JSON.
  const filled = {};
  for (const [key, inner] of Object.entries(value))
    Object.defineProperty(filled, key, {
      value: fillJson(inner, scope),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  return filled;
}

export const fillTexts = (texts: Readonly<Record<string, string>>, scope: Scope): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fillText(text, scope)]));
