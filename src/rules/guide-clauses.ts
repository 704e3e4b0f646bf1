import type { Clause } from './clause.ts';
import { section1 } from './guide/section-1.ts';
import { section2 } from './guide/section-2.ts';
import { section3 } from './guide/section-3.ts';
import { section4 } from './guide/section-4.ts';

/**
 * Every sentence of the guide (小程序支付 开发指引, 2024.12.17) in its order and in our words; headings are none. A sentence
 * that states several duties is several clauses, whose numbers follow one another.
 */
export const guideClauses: readonly Clause[] = [...section1, ...section2, ...section3, ...section4];

/** The edition of the guide that the clauses are pinned to. */
export const GUIDE = { title: '小程序支付 开发指引', revision: '2024.12.17' } as const;
