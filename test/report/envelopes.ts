import type { Attachment, Envelope } from '@cucumber/messages';
import { TRACE_MEDIA_TYPE } from '../../src/report/messages.ts';

const timestamp = { seconds: 0, nanos: 0 };

/** The messages of a test case's run: its start, an attached text, its trace. */
export function playedCase(
  testCaseId: string,
  trace: string,
  encoding: 'IDENTITY' | 'BASE64',
  attempt = 0,
): Envelope[] {
  const testCaseStartedId = `${testCaseId}-started-${attempt}`;
  const attached = (mediaType: string, body: string): Envelope => ({
    attachment: { testCaseStartedId, mediaType, body, contentEncoding: encoding as Attachment['contentEncoding'] },
  });
  return [
    { testCaseStarted: { id: testCaseStartedId, testCaseId, attempt, timestamp } },
    attached('text/plain', encoding === 'BASE64' ? btoa('a note') : 'a note'),
    attached(TRACE_MEDIA_TYPE, encoding === 'BASE64' ? Buffer.from(trace).toString('base64') : trace),
    { testCaseFinished: { testCaseStartedId, timestamp, willBeRetried: false } },
  ];
}

export const announced = (...ids: readonly string[]): Envelope[] =>
  ids.map((id) => ({ testCase: { id, pickleId: `pickle-${id}`, testSteps: [] } }));
