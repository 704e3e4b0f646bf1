import type { Memory } from './subject-messages.ts';

const MEBIBYTE = 2 ** 20;
/** What may be kept: orders that were accepted meanwhile, and of each of four sandboxes a log of 4,000 calls of some 2 KiB. */
const HEAP_MAY_GROW = 48 * MEBIBYTE;
const BUFFERS_MAY_GROW = 4 * MEBIBYTE;
/** The allocator gives back late what it once had. */
const RESIDENT_MAY_GROW = 64 * MEBIBYTE;

/** Where memory grew more than a run explains. */
export function memoryComplaints([quarter, end]: readonly [Memory, Memory]): string[] {
  const grown = (name: keyof Memory, bound: number): string[] => {
    const by = end[name] - quarter[name];
    return by > bound ? [`${name} grew by ${(by / MEBIBYTE).toFixed(1)} MiB, and may by ${bound / MEBIBYTE}`] : [];
  };
  return [
    ...grown('heapUsed', HEAP_MAY_GROW),
    ...grown('arrayBuffers', BUFFERS_MAY_GROW),
    ...grown('rss', RESIDENT_MAY_GROW),
  ];
}
