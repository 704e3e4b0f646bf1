/** Where a text stops being JSON, and why, in the words of the parser that the gateway is seen to use. */
export interface SyntaxFault {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in bytes. */
  readonly column: number;
  readonly problem: string;
}

const NO_VALUE = 'Syntax error: value, object or array expected.';
const NO_NAME = "Missing '}' or object member name";
const NO_COLON = "Missing ':' after object member name";
const NO_COMMA = { '{': "Missing ',' or '}' in object declaration", '[': "Missing ',' or ']' in array declaration" };
const TOO_MUCH = 'Extra non-whitespace after JSON value.';
const TOO_DEEP = 'Exceeded stackLimit in readValue().';
const MOST_LEVELS = 1_000;

type Bracket = '{' | '[';
/** What may come next. */
type Place = 'value' | 'first value' | 'name' | 'first name' | 'colon' | 'comma' | 'end';

const BLANKS = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NUMBERLIKE = /[-\d][-+.\deE]*/y;
const WORD = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/** The first place at which bytes are not JSON; undefined where they are. */
export function syntaxFault(bytes: Buffer): SyntaxFault | undefined {
  const text = bytes.toString('latin1');
  const found = new Reader(text).read();
  if (!found) return undefined;
  const before = text.slice(0, found.at);
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n'), problem: found.problem };
}

interface Found {
  readonly at: number;
  readonly problem: string;
}

class Reader {
  readonly #text: string;
  readonly #open: Bracket[] = [];
  #at = 0;
  #place: Place = 'value';

  constructor(text: string) {
    this.#text = text;
  }

  read(): Found | undefined {
    for (;;) {
      this.#take(BLANKS);
      if (this.#place === 'end') return this.#at < this.#text.length ? this.#fault(TOO_MUCH) : undefined;
      const fault = this.#step(this.#text.charAt(this.#at));
      if (fault) return fault;
    }
  }

  #step(next: string): Found | undefined {
    switch (this.#place) {
      case 'first value':
        return next === ']' ? this.#close() : this.#value(next);
      case 'value':
        return this.#value(next);
      case 'first name':
        return next === '}' ? this.#close() : this.#name();
      case 'name':
        return this.#name();
      case 'colon':
        return next === ':' ? this.#go('value') : this.#fault(NO_COLON);
      case 'comma':
      case 'end':
        return this.#comma(next);
    }
  }

  #value(next: string): Found | undefined {
    if (next === '{' || next === '[') {
      if (this.#open.length >= MOST_LEVELS) return this.#fault(TOO_DEEP);
      this.#open.push(next);
      return this.#go(next === '{' ? 'first name' : 'first value');
    }
    if (next === '"') return this.#string(NO_VALUE) ?? this.#done();
    if (this.#take(WORD)) return this.#done();
    const from = this.#at;
    const like = this.#take(NUMBERLIKE);
    this.#at = from;
    if (!like) return this.#fault(NO_VALUE);
    if (this.#take(NUMBER) === like) return this.#done();
    this.#at = from;
    return this.#fault(`'${like.slice(0, 64)}' is not a number.`);
  }

  #name(): Found | undefined {
    if (this.#text[this.#at] !== '"') return this.#fault(NO_NAME);
    const fault = this.#string(NO_NAME);
    this.#place = 'colon';
    return fault;
  }

  #comma(next: string): Found | undefined {
    const inside = this.#open.at(-1) as Bracket;
    if (next === ',') return this.#go(inside === '{' ? 'name' : 'value');
    if (next === (inside === '{' ? '}' : ']')) return this.#close();
    return this.#fault(NO_COMMA[inside]);
  }

  #close(): undefined {
    this.#open.pop();
    this.#at += 1;
    return this.#done();
  }

  /** A value is at its end. */
  #done(): undefined {
    this.#place = this.#open.length === 0 ? 'end' : 'comma';
  }

  #go(place: Place): undefined {
    this.#at += 1;
    this.#place = place;
  }

  /** Reads a string to its end. One that has none, or a control character in it, is no string at all. */
  #string(otherwise: string): Found | undefined {
    const from = this.#at;
    this.#at += 1;
    for (;;) {
      const next = this.#text[this.#at];
      if (next === undefined || next < ' ') break;
      if (next === '\\') {
        if (this.#take(ESCAPE)) continue;
        if (this.#at + 1 === this.#text.length) break;
        return this.#fault('Bad escape sequence in string');
      }
      this.#at += 1;
      if (next === '"') return undefined;
    }
    this.#at = from;
    return this.#fault(otherwise);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #fault(problem: string): Found {
    return { at: this.#at, problem };
  }
}
