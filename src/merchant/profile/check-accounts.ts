import { allSteps } from './all-steps.ts';
import { ACCOUNT } from './known-names.ts';
import { placeholdersIn } from './placeholders.ts';
import type { MerchantProfile } from './profile.ts';
import type { Problem } from './profile-error.ts';

/** What the steps of an actor may name of whoever it is in a scenario. */
export const accountNames = ({ actors }: MerchantProfile, actor: string): readonly string[] =>
  Object.keys(actors?.[actor]?.accounts?.[0] ?? {}).map((name) => `${ACCOUNT}${name}`);

const namesIn = (account: Readonly<Record<string, string>>): string => Object.keys(account).sort().join(', ');

/** That the accounts of an actor are told apart by the same names, and that its login or its requests say which it is. */
export function checkAccounts(profile: MerchantProfile): readonly Problem[] {
  return Object.entries(profile.actors ?? {}).flatMap(([actor, { accounts, headers }]): readonly Problem[] => {
    if (accounts === undefined) return [];
    const path = ['actors', actor, 'accounts'];
    const [first, ...others] = accounts;
    const names = namesIn(first ?? {});
    if (names === '') return [{ path, message: 'there is no account with anything in it: at least one is expected' }];
    const unlike = others.flatMap((other, index) =>
      namesIn(other) === names
        ? []
        : [{ path: [...path, index + 1], message: `each account has the names of the first: ${names}` }],
    );
    const own = allSteps(profile).filter(
      ({ step, purpose }) => step.as === actor || (purpose.kind === 'login' && purpose.actor === actor),
    );
    const named = placeholdersIn(JSON.stringify([headers ?? {}, own.map(({ step }) => step)]));
    return named.some(({ name }) => name.startsWith(ACCOUNT))
      ? unlike
      : [...unlike, { path, message: `nothing names an account: have the login say "{${ACCOUNT}…}"` }];
  });
}
