import { createHash } from 'node:crypto';
import type { Attachment, AttachmentContentEncoding, Envelope } from '@cucumber/messages';
import { TRACE_MEDIA_TYPE } from '../trace/index.ts';

export { TRACE_MEDIA_TYPE };

/** The messages without the traces: those have files of their own. */
export const withoutTraces = (envelopes: readonly Envelope[]): readonly Envelope[] =>
  envelopes.filter(({ attachment }) => attachment?.mediaType !== TRACE_MEDIA_TYPE);

/** Cucumber Messages as NDJSON, without the traces. */
export const cleanMessages = (envelopes: readonly Envelope[]): string =>
  withoutTraces(envelopes)
    .map((envelope) => `${JSON.stringify(envelope)}\n`)
    .join('');

/** What the last of the messages is: which report they belong to. */
export const DIGEST_MEDIA_TYPE = 'application/vnd.wechatpay-conformance.digest+json';

/** A message that binds the others to the report that was made of them: its name, its SHA-256 and its verdict. */
export const digestEnvelope = (report: string, verdict: string): Envelope => ({
  attachment: {
    mediaType: DIGEST_MEDIA_TYPE,
    contentEncoding: 'IDENTITY' as AttachmentContentEncoding,
    body: JSON.stringify({
      file: 'conformance.json',
      sha256: createHash('sha256').update(report).digest('hex'),
      verdict,
    }),
  },
});

/**
 * The traces that were attached, each as NDJSON, in the order of the test cases, whatever the order in which parallel
 * workers ended. A test case that was tried again has a trace for each attempt: what the first one found is not lost.
 */
export function tracesOf(envelopes: readonly Envelope[]): readonly string[] {
  const ids = envelopes.flatMap(({ testCase }) => (testCase ? [testCase.id] : []));
  const placeOfCase = new Map(ids.map((id, place) => [id, place]));
  const starts = envelopes.flatMap(({ testCaseStarted }) => (testCaseStarted ? [testCaseStarted] : []));
  const placeOfStart = new Map(
    starts.map(({ id, testCaseId, attempt }) => [id, { place: placeOfCase.get(testCaseId) ?? ids.length, attempt }]),
  );
  const nowhere = { place: ids.length, attempt: 0 };
  return envelopes
    .flatMap(({ attachment }) => (attachment?.mediaType === TRACE_MEDIA_TYPE ? [attachment] : []))
    .map((attachment) => ({ ...(placeOfStart.get(attachment.testCaseStartedId ?? '') ?? nowhere), attachment }))
    .sort((a, b) => a.place - b.place || a.attempt - b.attempt)
    .map(({ attachment }) => decoded(attachment));
}

const decoded = ({ body, contentEncoding }: Attachment): string =>
  `${contentEncoding}` === 'BASE64' ? Buffer.from(body, 'base64').toString('utf8') : body;
