import type { Finding, Outcome } from './campaign.ts';
import { PLACES } from './places.ts';

const LONGEST = 1_500;

/** A finding with the bytes that were sent, as text where they are text. */
export function finding(seed: number, { index, complaints, probe, times }: Finding): string {
  const { bytes, ending } = probe;
  const shown = JSON.stringify(bytes.toString('latin1', 0, LONGEST))
    .slice(1, -1)
    .replaceAll('\\r\\n', '\\r\\n\n    ');
  const more = bytes.length > LONGEST ? `\n    … ${bytes.length} bytes in all` : '';
  return `seed ${seed}, request ${index} (${ending})\n  ${complaints.join('\n  ')}\n    ${shown}${more}\n${times > 1 ? `  and ${times - 1} more like it\n` : ''}`;
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** How many requests were answered how, and what memory did meanwhile. */
export function summary({ sent, statuses, reached, memory: [quarter, end], findings }: Outcome): string {
  const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  return (
    `${sent} requests, ${findings.length} findings\nanswers ${counts.join(' · ')}\n` +
    `reached ${PLACES.map((place) => `${place}: ${reached.get(place) ?? 0}`).join(' · ')}\n` +
    `heap ${mebibytes(quarter.heapUsed)} after a quarter, ${mebibytes(end.heapUsed)} after all · ` +
    `buffers ${mebibytes(quarter.arrayBuffers)}, ${mebibytes(end.arrayBuffers)} · resident ${mebibytes(quarter.rss)}, ${mebibytes(end.rss)}\n`
  );
}
