import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CucumberHtmlStream } from '@cucumber/html-formatter';
import type { Envelope } from '@cucumber/messages';
import { withoutTraces } from './messages.ts';

/** Cucumber's own HTML report as one self-contained file, without the traces. Rejects where the formatter's files are missing. */
export async function conformanceHtml(envelopes: readonly Envelope[]): Promise<string> {
  const parts: string[] = [];
  await pipeline(
    Readable.from(withoutTraces(envelopes)),
    new CucumberHtmlStream(),
    async (written: AsyncIterable<unknown>) => {
      for await (const part of written) parts.push(String(part));
    },
  );
  return parts.join('');
}
