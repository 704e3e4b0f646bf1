import type { ImpostorActor } from '../../actors/index.ts';
import type { TlsFace } from '../../sandbox/transport/tls-face.ts';
import type { Room } from './room.ts';

/** Why there is no impostor where the gateway is served without TLS. */
export const NO_TLS =
  'the gateway is served over plain HTTP alone, which proves to nobody who answers: have the backend reach it over TLS (gateway.tls in the profile, {gateway.tlsUrl} for the backend, and ca.pem of the credentials as an authority that it trusts)';
const NOT_OVER_TLS =
  'the backend reaches the gateway over plain HTTP, which proves to nobody who answers: give it {gateway.tlsUrl} instead of {gateway.url}, and ca.pem of the credentials as an authority that it trusts';

/** Answers in the gateway's place on its TLS port. */
export function tlsImpostor(face: TlsFace, room: Room, stir: () => void): ImpostorActor {
  return {
    enter: async (certificate) => {
      if (!room.overTls) return NOT_OVER_TLS;
      face.impersonate(certificate, (visit) => {
        const told = visit.end === 'asked' ? pathOf(visit.request.url ?? '') : undefined;
        // What else is asked of this address, such as whether it is up, is no business of a scenario.
        if (told !== undefined && !told.startsWith('/v3/')) return;
        const asked = visit.end === 'asked' ? { told: `${visit.request.method} ${told}` } : {};
        room.trace.record({ kind: 'impostor', certificate, ...asked });
        stir();
      });
      return undefined;
    },
    leave: () => face.comeBack(),
  };
}

/** A proxy's client may write the whole address. */
const pathOf = (target: string): string => target.replace(/^https?:\/\/[^/]*/i, '').split('?')[0] ?? '';
