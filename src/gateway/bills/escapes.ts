/** U+E000, which no font shows. */
const INVISIBLE = '\ue000';
/** SUB. */
const SUBSTITUTE = '\u001a';

const COMMON: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  ',': '\\ ',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  [INVISIBLE]: '\\ ',
  [SUBSTITUTE]: `\\${SUBSTITUTE}`,
};

const escaper = (table: Readonly<Record<string, string>>): ((text: string) => string) => {
  const escapes = Object.keys(table).map((character) => `\\${character}`);
  const special = new RegExp(`[${escapes.join('')}]`, 'g');
  return (text) => text.replace(special, (character) => table[character] as string);
};

/** What the merchant itself wrote, as it stands in the row of a payment (D:4013071246, section 3). */
export const escapedInPayment = escaper({ ...COMMON, "'": "\\'", '`': '\\`' });

/** The same in the row of a refund, where an apostrophe stays and a back-tick is an octal number. */
export const escapedInRefund = escaper({ ...COMMON, '`': '\\140' });

/** The same in a fund-flow bill (D:4013071249, section 3). */
export const escapedInFundFlow = escaper({ '\n': '\\n', '\r': '\\r', '\u0001': ' ' });
