import type { ModelMerchant } from '../../../src/merchant/model-merchant.ts';
import type { GatewayCredentials } from '../../../src/targets/remote/gateway-credentials.ts';
import { Business, type Habits } from './business.ts';
import { type Reply, type Routes, serve } from './http.ts';

/** One way in which real backends are built: the HTTP face of a merchant. */
export interface Shape {
  /** What it asks of WeChat Pay; `self` is where it can be reached. */
  readonly habits: (self: string) => Habits;
  readonly routes: (business: Business, folder: string) => Routes;
  /** How it says no. */
  readonly no: (why: string) => Reply;
}

export interface OpenShape {
  readonly url: string;
  close(): Promise<void>;
}

/** Opens a backend of that shape around a merchant. What it keeps in files lies in `folder`. */
export async function openShape(
  { habits, routes, no }: Shape,
  Merchant: typeof ModelMerchant,
  at: { readonly who: GatewayCredentials; readonly gateway: string; readonly folder: string },
): Promise<OpenShape> {
  // The business tells WeChat Pay the address, which is known once it is served.
  const face: Record<string, Routes[string]> = {};
  const server = await serve(face, ({ message }) => no(message));
  const business = new Business(at.who, at.gateway, habits(server.url), Merchant);
  Object.assign(face, routes(business, at.folder));
  const close = async (): Promise<void> => {
    await server.close();
    await business.close();
  };
  return { url: server.url, close };
}
