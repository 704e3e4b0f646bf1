import type { Signer } from '../../protocol/rsa.ts';

/**
 * Has signers remember what they signed, so many signatures a key: over the same message with the same key it is the same
 * signature, since PKCS#1 v1.5 has no chance in it. For runs that play much the same over and over.
 */
export function signatureMemory(limit = Number.POSITIVE_INFINITY): (signer: Signer) => Signer {
  const signers = new Map<string, Signer>();
  return (signer) => {
    // Keys are told apart by what they make of one message.
    const fingerprint = signer(Buffer.from('whose key is this?'));
    const known = signers.get(fingerprint) ?? remembering(signer, limit);
    signers.set(fingerprint, known);
    return known;
  };
}

/** The signature that was of use last is forgotten last. */
function remembering(signer: Signer, limit: number): Signer {
  const known = new Map<string, string>();
  return (message) => {
    const key = message.toString('latin1');
    const signature = known.get(key) ?? signer(message);
    known.delete(key);
    known.set(key, signature);
    const [oldest] = known.size > limit ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    return signature;
  };
}
