/** One conditional or one constant of the kit's own code, made wrong. */
export interface Change {
  /** Its number within the area: what a bundle is told to switch it on. */
  readonly id: number;
  /** From the package's root. */
  readonly file: string;
  readonly line: number;
  /** What stands there, and what stands there once it is changed. */
  readonly was: string;
  readonly becomes: string;
  /** The line of source that it stands in. */
  readonly code: string;
  /** Of a data file, its whole text with the change made. */
  readonly text?: string;
}

/** A change that makes no difference to anybody, and why. */
export interface Equivalent extends Pick<Change, 'file' | 'was' | 'becomes'> {
  /** What else stands in its line, where the file has such a change in several. */
  readonly code?: string;
  readonly why: string;
}

/** A change at a place of a source text. `start` and `end` enclose what is replaced: a whole expression. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly replacement: string;
}

export const told = ({ file, line, was, becomes, code }: Change): string =>
  `${file}:${line}  ${oneLine(was)}  →  ${oneLine(becomes)}${was.length < 4 ? `   in: ${code}` : ''}`;

const oneLine = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
};
