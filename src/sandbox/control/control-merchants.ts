import { CERTIFICATE_FAULTS, type CertificateFault, type KeyChange } from '../../gateway/merchants.ts';
import type { KeyMode } from '../../protocol/index.ts';
import { toRfc3339 } from '../../time/index.ts';
import type { MerchantDesk } from '../merchants/merchant-desk.ts';
import type { Tenant } from '../merchants/tenant.ts';
import { type Input, readInput } from './control-input.ts';
import { policyView, readPolicy } from './control-policy.ts';

const KEY_MODES = ['public-key', 'platform-certificate', 'both'] as const satisfies readonly KeyMode[];

const openInput: Input<{
  readonly clock?: 'frozen' | 'flowing';
  readonly keyMode?: KeyMode;
  readonly ownKeys?: boolean;
}> = {
  schema: {
    type: 'object',
    properties: { clock: { enum: ['frozen', 'flowing'] }, keyMode: { enum: KEY_MODES }, ownKeys: { type: 'boolean' } },
    additionalProperties: false,
  },
  example: '{"clock": "frozen", "keyMode": "both", "ownKeys": false}, or any part of it',
};

const changeInput: Input<{
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly keyMode?: KeyMode;
  readonly keyChange?: { readonly to: KeyChange['to']; readonly percent?: number };
  readonly balance?: number;
  readonly notify?: { readonly delivery: 'on' | 'lost' };
  readonly certificate?: CertificateFault | 'valid';
}> = {
  schema: {
    type: 'object',
    properties: {
      policy: { type: 'object' },
      keyMode: { enum: KEY_MODES },
      keyChange: {
        type: 'object',
        properties: {
          to: { enum: ['public-key', 'new-certificate'] },
          percent: { type: 'number', minimum: 0, maximum: 100 },
        },
        required: ['to'],
        additionalProperties: false,
      },
      balance: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
      certificate: { enum: ['valid', ...CERTIFICATE_FAULTS] },
      notify: {
        type: 'object',
        properties: { delivery: { enum: ['on', 'lost'] } },
        required: ['delivery'],
        additionalProperties: false,
      },
    },
    minProperties: 1,
    additionalProperties: false,
  },
  example:
    '{"keyMode": "public-key", "balance": 100, "notify": {"delivery": "lost"}, "certificate": "expired", "keyChange": {"to": "new-certificate", "percent": 10}, "policy": {…}}, or any part of it',
};

/** A merchant with all that its backend needs: the fields of merchant.json, and each PEM file under its name. */
const merchantView = ({ holdings }: Tenant, base_url: string) => ({ ...holdings.file, base_url, ...holdings.pems });

/** Makes a merchant as `{clock?, keyMode?, ownKeys?}` asks; flowing, with both keys and the demo merchant's key pairs where it does not. */
export async function openMerchant(desk: MerchantDesk, body: unknown, baseUrl: string) {
  const { clock = 'flowing', keyMode = 'both', ownKeys = false } = readInput(openInput, body ?? {});
  return merchantView(await desk.open(clock, keyMode, ownKeys), baseUrl);
}

/** Changes a merchant as `{policy?, keyMode?, keyChange?, balance?, notify?, certificate?}` asks, all of it or nothing, and answers what holds now. */
export async function changeMerchant(desk: MerchantDesk, tenant: Tenant, body: unknown) {
  const { policy, keyMode, keyChange, balance, notify, certificate } = readInput(changeInput, body);
  if (keyChange?.to === 'new-certificate') await tenant.holdings.nextCertificate.ready();
  desk.change(tenant, {
    ...(policy === undefined ? {} : { policy: readPolicy(policy) }),
    ...(keyMode === undefined ? {} : { keyMode }),
    ...(keyChange === undefined ? {} : { keyChange }),
    ...(balance === undefined ? {} : { balance }),
    ...(notify === undefined ? {} : { delivery: notify.delivery }),
    ...(certificate === undefined ? {} : { certificate }),
  });
  const { merchant } = tenant;
  const { balance: left } = merchant.ledger.state.account;
  const { keyChange: changing } = merchant;
  return {
    mchid: merchant.mchid,
    keyMode: merchant.keyMode,
    ...(changing ? { keyChange: { ...changing, since: toRfc3339(changing.since) } } : {}),
    ...(left === undefined ? {} : { balance: left }),
    notify: { delivery: merchant.delivery },
    certificate: merchant.certificateFault ?? 'valid',
    policy: policyView(merchant.ledger.policy),
  };
}
