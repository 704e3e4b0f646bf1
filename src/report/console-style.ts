import { styleText } from 'node:util';
import type { RuleVerdict, RunVerdict } from '../judge/judgement.ts';

type Style = 'bold' | 'green' | 'red' | 'yellow' | 'cyan';
/** Puts a style on a text, or leaves it as it is where no colour is asked for. */
export type Paint = (style: Style, text: string) => string;

/** What is asked for is done, whatever the environment says of colours: whoever asks has looked there. */
export const painter = (colour: boolean): Paint =>
  colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;

/** One column each, so that they align everywhere. */
export const MARKS: Readonly<Record<RuleVerdict, string>> = {
  pass: '✓',
  fail: '✗',
  warn: '!',
  'not-applicable': '-',
  'not-observed': '?',
  inconclusive: '~',
  error: 'E',
  attested: '✓',
};

export const STYLES: Readonly<Record<RuleVerdict | RunVerdict, Style>> = {
  pass: 'green',
  fail: 'red',
  warn: 'yellow',
  'not-applicable': 'cyan',
  'not-observed': 'yellow',
  inconclusive: 'yellow',
  error: 'red',
  attested: 'green',
  conformant: 'green',
  nonconformant: 'red',
  incomplete: 'yellow',
};
