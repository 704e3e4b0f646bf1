import type { ImpostorActor } from '../../actors/index.ts';
import type { Trace } from '../../trace/index.ts';
import type { InProcessNetwork } from './in-process-network.ts';

/** Answers in the place of an origin of the network. What it shows is of no account there: a client checks certificates or does not. */
export const mockImpostor = (network: InProcessNetwork, trace: Trace, origin: string): ImpostorActor => ({
  enter: async (certificate) => {
    network.impersonate({
      at: origin,
      met: (from, request) => {
        if (from !== 'merchant') return;
        const told = request && `${request.method} ${request.target.split('?')[0]}`;
        trace.record({ kind: 'impostor', certificate, ...(told === undefined ? {} : { told }) });
      },
    });
    return undefined;
  },
  leave: async () => network.impersonate(undefined),
});
