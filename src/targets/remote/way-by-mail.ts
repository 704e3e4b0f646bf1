import { Agent, request } from 'undici';
import type { WireAnswer } from '../../protocol/wire.ts';
import { type Duration, milliseconds, seconds, stopwatch, wakeAfter } from '../../time/index.ts';
import type { Mailroom } from './mailroom.ts';

/** A machine that is busy for a moment is not far away: the shortest of so many ways counts. */
const TRIES = 3;
/** Nothing that takes longer is of use. */
const LONGEST = seconds(5);

/**
 * How long a request takes to come to the mailroom as the outside sends it, and to be answered. Undefined where none comes:
 * the name may be one that only the gateway's network knows, and that network is near.
 */
export async function wayByMail(mailroom: Mailroom, near: Duration): Promise<Duration | undefined> {
  let shortest: Duration | undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const way = await once(mailroom);
    if (way === undefined) break;
    shortest = milliseconds(Math.min(way, shortest ?? way));
    if (shortest <= near) break;
  }
  return shortest;
}

async function once(mailroom: Mailroom): Promise<Duration | undefined> {
  let came = false;
  const answer = (): WireAnswer => {
    came = true;
    return { status: 204, headers: {}, body: Buffer.alloc(0) };
  };
  const { base, close } = mailroom.mailbox({ party: 'caller', answer }, () => {});
  // Over a connection of its own, as a notification may come.
  const agent = new Agent();
  const abort = new AbortController();
  const alarm = wakeAfter(LONGEST, () => abort.abort());
  const elapsed = stopwatch();
  try {
    await (await request(base, { dispatcher: agent, signal: abort.signal })).body.dump();
  } catch {
    // Whether it came counts.
  }
  const took = elapsed();
  alarm.cancel();
  await agent.destroy();
  await close();
  return came ? took : undefined;
}
