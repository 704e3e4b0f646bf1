/** A fenced block of a page: its language, and the word behind it that says what it is for. */
export interface Block {
  readonly language: string;
  readonly mark: string;
  readonly text: string;
  /** The line of its first line of text, from 1. */
  readonly line: number;
}

/** The fenced blocks of a page, in its order. */
export const blocksOf = (page: string): readonly Block[] =>
  [...page.matchAll(/^```(\w*)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(
    ({ 1: language = '', 2: mark = '', 3: text = '', index }) => ({
      language,
      mark,
      text,
      line: page.slice(0, index).split('\n').length + 1,
    }),
  );

/** Something that a reader does, and what the page says comes of it. */
export interface Step {
  readonly block: Block;
  readonly expected?: unknown;
}

/** The blocks that are run (`sh run`, or `sh exits-N` where that is how they end) or left running (`sh terminal`), each with the `json` block that follows it at once. */
export function stepsOf(blocks: readonly Block[]): readonly Step[] {
  return blocks.flatMap((block, index) => {
    if (block.language !== 'sh' || block.mark === '') return [];
    const next = blocks[index + 1];
    return [{ block, ...(next?.language === 'json' ? { expected: JSON.parse(next.text) as unknown } : {}) }];
  });
}

/** What GitHub makes of a heading, to link to it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .replaceAll(' ', '-');
