export const IMPOSTOR_CERTIFICATES = ['untrusted', 'other-name'] as const;
/** What an impostor shows for a certificate: one that names WeChat Pay and that nobody trusts, or a trusted one of another name. */
export type ImpostorCertificate = (typeof IMPOSTOR_CERTIFICATES)[number];

/** Somebody else, who answers where the merchant looks for WeChat Pay. */
export interface ImpostorActor {
  /**
   * Takes WeChat Pay's place: every open connection ends, and new ones meet this certificate. Each that is made stands in the
   * trace. Answers why that cannot be done, undefined where it is.
   */
  enter(certificate: ImpostorCertificate): Promise<string | undefined>;
  /** WeChat Pay answers again, and no connection to the impostor is left. May be called again. */
  leave(): Promise<void>;
}
