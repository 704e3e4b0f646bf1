import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Look } from './books.ts';
import type { FromSubject, Memory, ToSubject } from './subject-messages.ts';

interface Told {
  /** -1 for the process itself. */
  readonly lane: number;
  readonly line: string;
}

/** The process that is fuzzed, from outside. */
export class Subject {
  readonly ports: readonly number[];
  readonly #told: Told[];
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(message: FromSubject): void; reject(failure: Error): void }>();
  #asked = 0;
  #stopping = false;

  private constructor(child: ChildProcess, ports: readonly number[], told: Told[]) {
    this.#child = child;
    this.ports = ports;
    this.#told = told;
    child.on('message', (message: FromSubject) => {
      if (message.kind !== 'look' && message.kind !== 'memory') return;
      this.#waiting.get(message.id)?.resolve(message);
      this.#waiting.delete(message.id);
    });
    child.on('exit', (code, signal) => {
      const failure = new Error(`the sandbox's process ended (${code ?? signal})`);
      for (const { reject } of this.#waiting.values()) reject(failure);
      if (!this.#stopping) told.push({ lane: -1, line: failure.message });
    });
  }

  static start(folder: string, lanes: number): Promise<Subject> {
    const child = fork(fileURLToPath(new URL('subject.ts', import.meta.url)), [folder, String(lanes)], {
      execArgv: ['--expose-gc', '--import', 'tsx'],
    });
    const told: Told[] = [];
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the sandbox's process ended with ${code} before it was ready`)));
      child.on('message', (message: FromSubject) => {
        if (message.kind === 'told') told.push(message);
        if (message.kind === 'ready') resolve(new Subject(child, message.ports, told));
      });
    });
  }

  /** What a lane's sandbox, or its process, told its operator since it was last asked: only what should not have happened. */
  toldBy(lane: number): readonly string[] {
    const here = this.#told.filter((told) => told.lane === lane || told.lane === -1);
    for (const told of here) this.#told.splice(this.#told.indexOf(told), 1);
    return here.map(({ line }) => line);
  }

  async look(lane: number): Promise<Look> {
    const answer = await this.#ask(lane);
    if (answer.kind !== 'look') throw new Error(`asked how it stands, the subject said ${answer.kind}`);
    return answer.look;
  }

  /** What the process holds after garbage was collected. */
  async memory(): Promise<Memory> {
    const answer = await this.#ask('memory');
    if (answer.kind !== 'memory') throw new Error(`asked for its memory, the subject said ${answer.kind}`);
    return answer;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await ended;
  }

  #ask(lane: ToSubject['lane']): Promise<FromSubject> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      if (!this.#child.connected) return reject(new Error("the sandbox's process has ended"));
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, lane } satisfies ToSubject);
    });
  }
}
