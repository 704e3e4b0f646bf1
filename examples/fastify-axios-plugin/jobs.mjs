/** What the shop does by itself, each second: it looks after what is due, and reconciles yesterday once it is past ten. */
import { DAY, dateOf, MINUTE, now, rfc3339, SECOND } from './clock.mjs';
import { lookAt } from './orders.mjs';
import { reconcile } from './reconciliation.mjs';
import { learnRefund } from './refunds.mjs';
import { orders, reconciled, refunds } from './store.mjs';

/** Whatever is looked at says itself when it is to be looked at next: what is due becomes less. */
async function each(due, look) {
  for (let batch = due(now()); batch.length > 0; batch = due(now())) await Promise.all(batch.map(look));
}

let billNotBefore = 0;

async function reconcileYesterday() {
  const yesterday = dateOf(now() - DAY);
  if (rfc3339(now()).slice(11) < '10:00' || now() < billNotBefore || reconciled.has(yesterday)) return;
  billNotBefore = now() + 30 * MINUTE; // where the bill is not made yet
  await reconcile(yesterday);
}

const tell = (failure) => process.stderr.write(`jobs: ${failure.message}\n`);
let last = Promise.resolve();

/** Does what is due, one run after the other; a job that fails leaves the others alone. */
export function runDue() {
  const jobs = [() => each(orders.due, lookAt), () => each(refunds.due, learnRefund), reconcileYesterday];
  for (const job of jobs) last = last.then(job).catch(tell);
  return last;
}

/** Starts the timer. What it answers stops it, and resolves when no run is under way. */
export function startJobs() {
  let idle = true;
  const timer = setInterval(async () => {
    if (!idle) return;
    idle = false;
    await runDue();
    idle = true;
  }, SECOND);
  return () => {
    clearInterval(timer);
    return last;
  };
}
