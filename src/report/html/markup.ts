/** Text that is HTML already. It is made by {@link html} alone, so that nothing gets into a page without being escaped. */
export class Markup {
  readonly text: string;

  /** @internal */
  constructor(text: string) {
    this.text = text;
  }
}

type Content = Markup | string | number | undefined | false | readonly Content[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What XML 1.0 has no place for, and marks that turn the reading direction: a subject must not forge what is read. */
const UNPRINTABLE = /(?![\t\n\r])\p{Cc}|[\p{Bidi_Control}\p{Cs}\ufffe\uffff]/gu;

const escaped = (text: string): string =>
  text.replaceAll(UNPRINTABLE, '\ufffd').replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

function rendered(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'object') return content.map(rendered).join('');
  return escaped(String(content));
}

/** HTML with what is put into it escaped, in texts and in quoted attributes; lists are joined, `undefined` and `false` are left out. */
export const html = (parts: TemplateStringsArray, ...contents: readonly Content[]): Markup =>
  new Markup(parts.reduce((all, part, index) => all + rendered(contents[index - 1]) + part));

/** The same for a stylesheet of the kit's own: it goes in as it is, and no text from outside is ever part of one. */
export const verbatim = (text: string): Markup => new Markup(text);
