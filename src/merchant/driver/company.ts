import { alphanumeric, systemEntropy } from '../../protocol/entropy.ts';
import { toRfc3339, wallClock } from '../../time/index.ts';
import { ACCOUNT } from '../profile/known-names.ts';
import { placeholdersIn } from '../profile/placeholders.ts';
import type { Step } from '../profile/profile.ts';
import type { Cue, Playing } from './cue.ts';
import { fillTexts, Scope, type Values } from './fill.ts';
import { playStep } from './step-player.ts';

export interface CompanyParts extends Playing {
  readonly buyer: { readonly openid: string; readonly loginCode: string };
  readonly fill: Readonly<Record<string, string>>;
  readonly known?: Values;
  /** Counts the scenarios of a run: each is the next of an actor's accounts. */
  readonly turn?: number;
}

/** The actors of a profile in one scenario: each logs in once, before its first step, and keeps what its login took. */
export class Company {
  readonly #parts: CompanyParts;
  readonly #given: Values;
  readonly #world: Map<string, unknown>;
  readonly #logins = new Map<string, Promise<Values>>();
  readonly #readings = new Map<string, string>();

  constructor(parts: CompanyParts) {
    this.#parts = parts;
    this.#world = new Map(parts.known);
    this.#given = new Map<string, unknown>([
      ...Object.entries(parts.fill),
      ['openid', parts.buyer.openid],
      ['login.code', parts.buyer.loginCode],
    ]);
  }

  /** Makes what was taken known to all steps from now on. */
  learn(values: Values): void {
    for (const [name, value] of values) this.#world.set(name, value);
  }

  /** Plays steps one after the other, each knowing what those before it took; answers all that was taken, which `into` has step by step. */
  async play(
    verb: string,
    steps: readonly Step[],
    known: readonly Values[],
    about: { readonly order?: string; readonly reading?: boolean; readonly into?: Map<string, unknown> } = {},
  ): Promise<Map<string, unknown>> {
    const taken = about.into ?? new Map<string, unknown>();
    const once = this.#once();
    for (const [index, step] of steps.entries()) {
      const own = step.as === undefined ? new Map<string, unknown>() : await this.#loggedIn(step.as);
      const scope = new Scope(taken, ...known, own, this.#world, once, this.#given);
      const cue = this.#cue(verb, index, scope, this.#headersOf(step.as), about);
      for (const [name, value] of await playStep(step, cue, this.#parts)) taken.set(name, value);
    }
    return taken;
  }

  #cue(
    verb: string,
    index: number,
    scope: Scope,
    headers: Readonly<Record<string, string>>,
    { order, reading }: { readonly order?: string; readonly reading?: boolean },
  ): Cue {
    return {
      verb,
      number: index + 1,
      scope,
      headers,
      ...(order === undefined ? {} : { order }),
      ...(reading === true ? { seenBefore: (answer) => this.#saysTheSame(`${verb} ${order} ${index}`, answer) } : {}),
    };
  }

  #headersOf(actor: string | undefined): Readonly<Record<string, string>> {
    return (actor === undefined ? undefined : this.#parts.profile.actors?.[actor]?.headers) ?? {};
  }

  #loggedIn(actor: string): Promise<Values> {
    const known = this.#logins.get(actor);
    if (known) return known;
    const login = this.#logIn(actor);
    this.#logins.set(actor, login);
    // A login that failed is tried again by the next step.
    login.catch(() => this.#logins.delete(actor));
    return login;
  }

  async #logIn(actor: string): Promise<Values> {
    const once = this.#once();
    const taken = this.#account(actor, once);
    for (const [index, step] of (this.#parts.profile.actors?.[actor]?.login ?? []).entries()) {
      const scope = new Scope(taken, this.#world, once, this.#given);
      // Of the actor's headers, a login sends those that need nothing from it, such as a tenant's number.
      const headers = Object.entries(this.#headersOf(actor)).filter(([, text]) =>
        placeholdersIn(text).every(({ name }) => scope.has(name)),
      );
      const cue = this.#cue(`login of ${actor}`, index, scope, Object.fromEntries(headers), {});
      for (const [name, value] of await playStep({ ...step, as: actor }, cue, this.#parts)) taken.set(name, value);
    }
    return taken;
  }

  /** Whom the backend knows the actor as in this scenario. */
  #account(actor: string, once: Values): Map<string, unknown> {
    const accounts = this.#parts.profile.actors?.[actor]?.accounts ?? [];
    const account = accounts[(this.#parts.turn ?? 0) % accounts.length] ?? {};
    const filled = Object.entries(fillTexts(account, new Scope(this.#world, once, this.#given)));
    for (const [name, value] of filled) this.#parts.discretion.hideTaken(name, value);
    return new Map(filled.map(([name, value]) => [`${ACCOUNT}${name}`, value]));
  }

  /** What is drawn once for all steps of a verb. */
  #once(): Values {
    return new Map([
      ['random', alphanumeric(systemEntropy, 16)],
      ['now', toRfc3339(wallClock.now())],
    ]);
  }

  /** Whether a reading is as it was the last time: waiting for a change would fill the trace. */
  #saysTheSame(reading: string, answer: unknown): boolean {
    const text = JSON.stringify(answer) ?? '';
    const before = this.#readings.get(reading);
    this.#readings.set(reading, text);
    return before === text;
  }
}
