import { inForm } from './driver/fill.ts';

/** Lines of a PEM that are shorter stand in too many texts by chance. */
const SHORTEST_LINE = 8;

/**
 * What must stand in no message, trace or log of the credentials that a profile's placeholders name: the merchant's key and
 * the APIv3 key, in each form that a backend can be given them in, and the key's lines one by one. The longest come first.
 */
export function secretsOf(fill: Readonly<Record<string, string | undefined>>): readonly string[] {
  const [apiv3, pem] = [fill['apiv3_key'] ?? '', fill['apiclient_key.pem'] ?? ''];
  const forms = [apiv3, pem].flatMap((text) =>
    (['text', 'line', 'base64', 'bare'] as const).map((form) => inForm(text, form)),
  );
  const lines = pem.split(/\r?\n/).filter((line) => line.length >= SHORTEST_LINE && !line.startsWith('-----'));
  return [...new Set([...forms, pem.trimEnd(), ...lines])].filter(Boolean).sort((a, b) => b.length - a.length);
}
