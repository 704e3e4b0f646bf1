import { pieces } from '../profile/placeholders.ts';
import { asText, type Scope } from './fill.ts';

/** A command as the shell gets it: values travel in the environment, so that none is ever read as shell. */
export interface ShellText {
  readonly text: string;
  readonly env: Readonly<Record<string, string>>;
}

type Quote = 'none' | 'single' | 'double';

/** What opens a command inside a command, which begins without quotes of its own. */
const DEEPER: Readonly<Record<Quote, RegExp>> = { none: /^(?:\$?\(|`)/, double: /^(?:\$\(|`)/, single: /^(?!)/ };

/** Which quotes the shell is in at the end of a piece of text that began in `before`. */
function quotesAfter(text: string, before: readonly Quote[]): readonly Quote[] {
  const quotes = [...before];
  for (let at = 0; at < text.length; at += 1) {
    const now = quotes.at(-1) ?? 'none';
    const letter = text[at];
    const deeper = DEEPER[now].exec(text.slice(at, at + 2))?.[0];
    if (letter === '\\' && now !== 'single') at += 1;
    else if (letter === "'" && now !== 'double') quotes.splice(-1, 1, now === 'single' ? 'none' : 'single');
    else if (letter === '"' && now !== 'single') quotes.splice(-1, 1, now === 'double' ? 'none' : 'double');
    else if (now === 'none' && quotes.length > 1 && (letter === ')' || letter === '`')) quotes.pop();
    else if (deeper !== undefined) {
      quotes.push('none');
      at += deeper.length - 1;
    }
  }
  return quotes;
}

const AS_ONE_WORD: Readonly<Record<Quote, (variable: string) => string>> = {
  none: (variable) => `"\${${variable}}"`,
  double: (variable) => `\${${variable}}`,
  single: (variable) => `'"\${${variable}}"'`,
};

/** Puts a variable where each placeholder stands, quoted as the place needs it. Throws Unfilled. */
export function shellText(command: string, scope: Scope): ShellText {
  const env: Record<string, string> = {};
  let text = '';
  let quotes: readonly Quote[] = ['none'];
  for (const piece of pieces(command)) {
    if (typeof piece === 'string') {
      text += piece;
      quotes = quotesAfter(piece, quotes);
    } else {
      const variable = `CONFORMANCE_VALUE_${Object.keys(env).length + 1}`;
      // The environment holds no NUL, and nothing that a shell word could be does either.
      env[variable] = asText(scope.value(piece)).replaceAll('\0', '');
      text += AS_ONE_WORD[quotes.at(-1) ?? 'none'](variable);
    }
  }
  return { text, env };
}
