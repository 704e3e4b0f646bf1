import type { WireRequest } from '../protocol/wire.ts';
import { MerchantClock } from '../targets/merchant/merchant-clock.ts';

/** The backend's time, which keeps the API requests that tell it: how they are signed is examined byte by byte. */
export class ListeningClock extends MerchantClock {
  readonly heardOf: WireRequest[] = [];

  override heard(request: WireRequest): void {
    super.heard(request);
    if (request.target.startsWith('/v3/')) this.heardOf.push(request);
  }
}
