import { documentedPolicy, type Policy } from '../../gateway/policy.ts';
import { between, milliseconds, type Timeline } from '../../time/index.ts';
import type { MerchantDesk } from '../merchants/merchant-desk.ts';
import type { Tenant } from '../merchants/tenant.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { KeptClock, KeptRecord } from './kept.ts';

/**
 * Brings a desk to where its records say that it stood, and answers what of it could not be taken over, a line each. Nothing
 * falls due on the way: that is done once it starts keeping. Throws a SandboxError where the records are another sandbox's.
 */
export function restore(
  desk: MerchantDesk,
  records: readonly unknown[],
  demoMchid: string,
  path: string,
): readonly string[] {
  const [first] = records as readonly KeptRecord[];
  if (first && first.mchid !== demoMchid) {
    throw new SandboxError(
      `${path} holds what happened to the demo merchant ${first.mchid}, and the credentials are those of ${demoMchid}: start with the credentials that belong to it, or with another --data file`,
    );
  }
  for (const record of records as readonly KeptRecord[]) replay(desk, record);
  return unknownPolicies(records as readonly KeptRecord[]).map(
    (name) => `${path} sets the policy "${name}", which this version does not have: it is left out`,
  );
}

const isKnown = (name: string): boolean => Object.hasOwn(documentedPolicy, name);

/** The entries that a data file of another version sets and this one does not have. */
const unknownPolicies = (records: readonly KeptRecord[]): readonly string[] => [
  ...new Set(
    records.flatMap((record) =>
      record.kind === 'terms' ? Object.keys(record.policy).filter((name) => !isKnown(name)) : [],
    ),
  ),
];

/** A policy as an earlier version may have kept it: what it did not have yet is as documented. */
const policyOf = (kept: Partial<Policy>): Policy => ({
  ...documentedPolicy,
  ...Object.fromEntries(Object.entries(kept).filter(([name]) => isKnown(name))),
});

function replay(desk: MerchantDesk, record: KeptRecord): void {
  if (record.kind === 'merchant') {
    desk.register(record);
    return;
  }
  const { merchant, holdings } = tenantOf(desk, record.mchid);
  switch (record.kind) {
    case 'payer':
      merchant.books.openFor(record.openid, desk.timelineAt(record.clock));
      return;
    case 'clock':
      moveTo(ledgerOf(desk, record).timeline, record.clock);
      return;
    case 'events':
      for (const event of record.events) ledgerOf(desk, record).restore(event);
      return;
    case 'terms':
      merchant.keyMode = record.keyMode;
      merchant.delivery = record.delivery;
      merchant.certificateFault = record.certificateFault;
      merchant.keyChange = record.keyChange;
      merchant.ledger.policy = policyOf(record.policy);
      return;
    case 'next-certificate':
      holdings.nextCertificate.restore(record);
      return;
    case 'faults':
      merchant.faults.restore(record.faults);
      return;
    case 'asked':
      merchant.askedSerial = record.serial;
      return;
  }
}

function tenantOf(desk: MerchantDesk, mchid: string): Tenant {
  const tenant = desk.tenant(mchid);
  if (!tenant) throw new Error(`the data file speaks of the merchant ${mchid} before it was made`);
  return tenant;
}

const ledgerOf = (desk: MerchantDesk, { mchid, openid }: { readonly mchid: string; readonly openid?: string }) => {
  const { books } = tenantOf(desk, mchid).merchant;
  return openid === undefined ? books.main : books.ofPayer(openid);
};

function moveTo(timeline: Timeline, clock: KeptClock): void {
  timeline.spend(
    clock.mode === 'frozen' ? between(timeline.now(), clock.at) : milliseconds(clock.ahead - timeline.ahead),
  );
}
