import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCredentials } from '../../bench/credentials.ts';
import { milliseconds, wakeAfter } from '../../src/time/index.ts';
import type { Probe } from './draft.ts';
import { Lane } from './lane.ts';
import { Line } from './line.ts';
import { complaints, mayBeCut } from './oracles.ts';
import { type Place, placeOf } from './places.ts';
import { nextProbe } from './probes.ts';
import { Random } from './random.ts';
import type { Memory } from './subject-messages.ts';
import { Subject } from './subject-process.ts';

const LANES = 4;
/** Kinds of findings after which nothing more is learnt. */
const ENOUGH = 20;

/** A request that was answered wrongly: seed and index make it again. */
export interface Finding {
  readonly index: number;
  readonly complaints: readonly string[];
  readonly probe: Probe;
  /** How often something of this kind was found. */
  times: number;
}

export interface Outcome {
  readonly findings: readonly Finding[];
  /** How many answers had which status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** How often an endpoint that is hard to reach did what it is there for. */
  readonly reached: ReadonlyMap<Place, number>;
  readonly sent: number;
  /** What the process held after a quarter of the requests, and after all. */
  readonly memory: readonly [quarter: Memory, end: Memory];
}

/** Sends `count` requests, made up from `seed`, to sandboxes started for them, and judges every answer. Stops at 20 kinds of findings. */
export async function campaign(count: number, seed: number): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-fuzz-'));
  await writeCredentials(folder);
  const subject = await Subject.start(folder, LANES);
  try {
    return await played(subject, folder, count, seed);
  } finally {
    await subject.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function played(subject: Subject, folder: string, count: number, seed: number): Promise<Outcome> {
  const findings: Finding[] = [];
  const statuses = new Map<number, number>();
  const reached = new Map<Place, number>();
  const lanes = subject.ports.map((port) => ({ lane: new Lane(folder), line: new Line(port) }));
  let sent = 0;

  const walk = async (which: number, from: number, to: number): Promise<void> => {
    const { lane, line } = lanes[which] ?? {};
    if (!lane || !line) return;
    let before = await subject.look(which);
    for (let index = from; index < to && findings.length < ENOUGH; index += 1) {
      if (index % LANES !== which) continue;
      lane.reach(index, before.clocks);
      const probe = nextProbe(new Random(seed, index), lane);
      const exchanged = await line.send(probe);
      if (mayBeCut(probe, before)) line.hangUp();
      sent += 1;
      for (const [turn, { status, body }] of exchanged.answers.entries()) {
        const place = status === 200 ? placeOf(probe.parts[turn]) : undefined;
        if (place !== undefined) reached.set(place, (reached.get(place) ?? 0) + 1);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 200) lane.learn(body.toString('utf8'));
      }
      // What was sent behind an answer that closed the connection may still be under way.
      if (exchanged.answers.length < probe.parts.length) await pause();
      const after = await subject.look(which);
      const told = subject.toldBy(which).map((text) => `the sandbox told: ${text}`);
      const wrong = [...complaints(probe, exchanged, before, after), ...told];
      if (wrong.length > 0) note(findings, { index, complaints: wrong, probe, times: 1 });
      before = after;
    }
    line.hangUp();
  };
  const stretch = (from: number, to: number) => Promise.all(lanes.map((_, which) => walk(which, from, to)));

  const quarter = Math.floor(count / 4);
  await stretch(0, quarter);
  const atQuarter = await subject.memory();
  await stretch(quarter, count);
  return { findings, statuses, reached, sent, memory: [atQuarter, await subject.memory()] };
}

const pause = (): Promise<void> => new Promise((resolve) => wakeAfter(milliseconds(20), resolve));

/** Keeps the first finding of a kind, and counts the others. */
function note(findings: Finding[], found: Finding): void {
  const kind = ({ complaints }: Finding): string =>
    complaints.join('\n').replaceAll(/\d+|"[^"]*"|: (?:GET|POST).*/g, '');
  const same = findings.find((known) => kind(known) === kind(found));
  if (same) same.times += 1;
  else findings.push(found);
}
