import { createHash } from 'node:crypto';
import type { Attachment, AttachmentContentEncoding, Envelope } from '@cucumber/messages';
import { TRACE_MEDIA_TYPE } from '../trace/index.ts';

export { TRACE_MEDIA_TYPE };

/** The messages without the traces: those have files of their own. */
export const withoutTraces = (envelopes: readonly Envelope[]): readonly Envelope[] =>
  envelopes.filter(({ attachment }) => attachment?.mediaType !== TRACE_MEDIA_TYPE);

/**
 * Cucumber Messages as NDJSON, without the traces. Cucumber draws ids by chance and emits what happens when it happens:
 * here ids are numbers and scenarios stand in their order, so that two runs with one seed differ only in when and how long.
 */
export function cleanMessages(envelopes: readonly Envelope[]): string {
  const numbers = new Map<string, string>();
  const numbered = (uuid: string): string => {
    const number = numbers.get(uuid) ?? `"${numbers.size + 1}"`;
    numbers.set(uuid, number);
    return number;
  };
  return inOrder(withoutTraces(envelopes))
    .map((envelope) => `${JSON.stringify(withoutWorker(envelope)).replaceAll(UUID, numbered)}\n`)
    .join('');
}

const UUID = /"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"/g;
/** Which process has played a scenario, or a hook, is chance too. */
function withoutWorker(envelope: Envelope): Envelope {
  const { testCaseStarted, testRunHookStarted } = envelope;
  if (testCaseStarted) return { testCaseStarted: withoutWorkerId(testCaseStarted) };
  return testRunHookStarted ? { testRunHookStarted: withoutWorkerId(testRunHookStarted) } : envelope;
}

function withoutWorkerId<Start extends { workerId?: string }>({
  workerId: _,
  ...start
}: Start): Omit<Start, 'workerId'> {
  return start;
}

/** What happened in test cases, case by case; what was said before and after stays there. */
function inOrder(envelopes: readonly Envelope[]): readonly Envelope[] {
  const placeOf = placesOfStarts(envelopes);
  const placed = envelopes.map((envelope) => {
    const { testCaseStarted, testStepStarted, testStepFinished, testCaseFinished, attachment } = envelope;
    const of = testStepStarted ?? testStepFinished ?? testCaseFinished ?? attachment;
    return { envelope, place: placeOf.get(testCaseStarted?.id ?? of?.testCaseStartedId ?? '') };
  });
  const first = placed.findIndex(({ place }) => place !== undefined);
  const played = placed
    .flatMap(({ envelope, place }) => (place ? [{ envelope, ...place }] : []))
    .sort((a, b) => a.place - b.place || a.attempt - b.attempt);
  const others = placed.map((each, index) => ({ ...each, index })).filter(({ place }) => place === undefined);
  return [
    ...others.filter(({ index }) => index < first || first < 0),
    ...played,
    ...others.filter(({ index }) => index > first && first >= 0),
  ].map(({ envelope }) => envelope);
}

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
  const placeOfStart = placesOfStarts(envelopes);
  const nowhere = { place: Number.MAX_SAFE_INTEGER, attempt: 0 };
  return envelopes
    .flatMap(({ attachment }) => (attachment?.mediaType === TRACE_MEDIA_TYPE ? [attachment] : []))
    .map((attachment) => ({ ...(placeOfStart.get(attachment.testCaseStartedId ?? '') ?? nowhere), attachment }))
    .sort((a, b) => a.place - b.place || a.attempt - b.attempt)
    .map(({ attachment }) => decoded(attachment));
}

/** Of each start of a test case: which case it is, in the order in which they were announced, and which attempt at it. */
function placesOfStarts(
  envelopes: readonly Envelope[],
): ReadonlyMap<string, { readonly place: number; readonly attempt: number }> {
  const ids = envelopes.flatMap(({ testCase }) => (testCase ? [testCase.id] : []));
  const placeOfCase = new Map(ids.map((id, place) => [id, place]));
  const starts = envelopes.flatMap(({ testCaseStarted }) => (testCaseStarted ? [testCaseStarted] : []));
  return new Map(
    starts.map(({ id, testCaseId, attempt }) => [id, { place: placeOfCase.get(testCaseId) ?? ids.length, attempt }]),
  );
}

const decoded = ({ body, contentEncoding }: Attachment): string =>
  `${contentEncoding}` === 'BASE64' ? Buffer.from(body, 'base64').toString('utf8') : body;
