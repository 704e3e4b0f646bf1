/** Where in a profile: `['verbs', 'placeOrder', 0, 'post']`. */
export type Path = readonly (string | number)[];

/** Something that is wrong in a profile. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
  /** It is the key that is wrong, not what it holds. */
  readonly atKey?: boolean;
}

/** `verbs.placeOrder[0].post`, `notify.origins["https://shop.example"]`. */
export const formatPath = (path: Path): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    if (!/^[\w-]+$/.test(part)) return `${text}[${JSON.stringify(part)}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');

/** A profile that cannot be used. The message is one line: file, line, key, what it is and what would be right; never a secret. */
export class ProfileError extends Error {
  override readonly name = 'ProfileError';
  /** Everything that is wrong, one line each, in the order of the file. */
  readonly problems: readonly string[];

  constructor(problems: readonly [string, ...string[]]) {
    const more = problems.length - 1;
    super(more === 0 ? problems[0] : `${problems[0]} (and ${more} more ${more === 1 ? 'problem' : 'problems'})`);
    this.problems = problems;
  }
}
