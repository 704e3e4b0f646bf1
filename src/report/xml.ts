/** What XML 1.0 has no way to write (production Char), and DEL and the C1 controls, which it advises against. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{7e}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
const referred = (character: string): string => REFERENCES[character] ?? character;

/** Text as content. A carriage return would be read back as a line feed, and a bare `>` can end a `]]>`. */
export const xmlText = (text: string): string => text.replace(FORBIDDEN, '\ufffd').replace(/[&<>\r]/g, referred);

/** Text as the value of an attribute, where every white space would be read back as a blank. */
const xmlValue = (text: string): string => text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"\t\n\r]/g, referred);

export type XmlAttributes = Readonly<Record<string, string | number | undefined>>;

/** An element with what is markup already in it, each part on a line of its own. Attributes without a value are left out. */
export function element(name: string, attributes: XmlAttributes, content: readonly string[] = []): string {
  const open = `<${name}${written(attributes)}`;
  return content.length === 0 ? `${open}/>` : [`${open}>`, ...content, `</${name}>`].join('\n');
}

/** An element that holds a text, and no white space around it. */
export const textElement = (name: string, attributes: XmlAttributes, text: string): string =>
  `<${name}${written(attributes)}>${xmlText(text)}</${name}>`;

const written = (attributes: XmlAttributes): string =>
  Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${xmlValue(String(value))}"`))
    .join('');
