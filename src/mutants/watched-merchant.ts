import { ModelMerchant } from '../merchant/model-merchant.ts';

/** The one method that a merchant calls while it is built. */
const BUILDER = 'connect';

/** What every merchant does that stands on the stage: it is built, and has nothing to do yet. */
export const IDLING: readonly string[] = [`merchant ${BUILDER}`, 'merchant nextDue'];

/** A prototype and those that it inherits from, up to but without `end`. */
function* lineage(prototype: object, end: object | null): Generator<object> {
  for (let one: object | null = prototype; one !== null && one !== end; one = Object.getPrototypeOf(one)) yield one;
}

const ownNames = (prototype: object): readonly string[] =>
  Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');

/** The model merchant, with `note` told of each method that is called. */
export function watchedMerchant(note: (method: string) => void): typeof ModelMerchant {
  class Watched extends ModelMerchant {}
  const prototypes = [...lineage(ModelMerchant.prototype, Object.prototype)];
  for (const name of new Set(prototypes.flatMap(ownNames))) {
    const method: unknown = Reflect.get(ModelMerchant.prototype, name);
    if (typeof method !== 'function')
      throw new Error(`${name} of the model merchant is no method: it cannot be watched`);
    Object.defineProperty(Watched.prototype, name, {
      value(this: ModelMerchant, ...args: unknown[]): unknown {
        note(name);
        return Reflect.apply(method, this, args);
      },
    });
  }
  return Watched;
}

/** The methods that a flawed merchant has of its own, or that it is built otherwise, of which its methods say too little. */
export function changedMethods(merchant: typeof ModelMerchant): readonly string[] | 'as it is built' {
  const methods = [...lineage(merchant.prototype, ModelMerchant.prototype)].flatMap(ownNames);
  const statics = [...lineage(merchant, ModelMerchant)].flatMap(Object.getOwnPropertyNames);
  const isBuiltOtherwise = statics.some((name) => !['length', 'name', 'prototype'].includes(name));
  return isBuiltOtherwise || methods.length === 0 || methods.includes(BUILDER) ? 'as it is built' : methods;
}
