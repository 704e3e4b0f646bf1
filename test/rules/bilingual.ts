import assert from 'node:assert/strict';
import type { Bilingual } from '../../src/rules/rule.ts';

const HAN = /\p{Script=Han}/u;

/** Asserts that a text is there in both languages, each in its own. */
export const isBilingual = ({ en, zh }: Bilingual, of: string): void => {
  assert.notEqual(en.trim(), '', `${of} has no English`);
  assert.ok(!HAN.test(en), `the English of ${of} has Chinese in it`);
  assert.match(zh, HAN, `the Chinese of ${of} has no Chinese in it`);
};
