/** A peer under the bench: its producer here, its worker in a process of its own, and its store as the judge of both. */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CONCURRENCY, type Adapter, type Order, type Place, type Producer } from './adapter.ts';
import { ended, type Server } from './servers.ts';
import type { Subject } from './subject.ts';

const BULK = 100;
/** Fewer hands where each carries a hundred. */
const BULK_CONCURRENCY = 4;
/** Without news of the worker for so long, it is stuck. */
const SILENCE_MAX_MS = 60_000;
const LOOK_MS = 2;

export async function openPeer(name: string, { durability, ...place }: Place & Server, owned: AsyncDisposableStack): Promise<Subject> {
  const adapter = (await import(`./adapters/${name}.ts`)) as Adapter;
  const handled = new Handled();
  const producer = await adapter.open(place, (id) => handled.add(id));
  owned.defer(() => producer.close());
  if (!place.direct) await startWorker(name, place, handled, owned);
  return subjectOf(producer, handled, { durability, bulk: place.bulk });
}

/** Measures by what the producer's store holds; throws where that and what the handlers finished are not each order once. */
export function subjectOf(
  producer: Producer,
  handled: Handled,
  { durability, bulk = false }: { durability?: string | undefined; bulk?: boolean | undefined },
): Subject {
  return {
    durability: durability ?? producer.durability,
    throughput: (jobs) => throughput(producer, handled, jobs, bulk),
    idle: (samples, seconds) => idle(producer, handled, samples, seconds),
  };
}

async function startWorker(name: string, place: Place, handled: Handled, owned: AsyncDisposableStack): Promise<void> {
  const child = fork(join(import.meta.dirname, 'worker.ts'), [name, JSON.stringify(place)], { execArgv: ['--import', 'tsx'] });
  owned.defer(() => ended(child));
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code, signal) => {
      reject(new Error(`the worker of ${name} ended with ${code ?? signal}`));
      handled.fail(new Error(`the worker of ${name} ended with ${code ?? signal}`));
    });
    child.on('message', (message: { ready?: true; handled?: string[] }) => {
      if (message.ready) resolve();
      for (const id of message.handled ?? []) handled.add(id);
    });
  });
}

async function throughput(producer: Producer, handled: Handled, jobs: number, bulk: boolean): Promise<number> {
  const before = await producer.stored();
  const size = bulk ? BULK : 1;
  const orders = Array.from({ length: jobs }, makeOrder);
  const until = handled.count + jobs;
  let next = 0;
  const hand = async () => {
    while (next < jobs) {
      const from = next;
      next += size;
      await producer.enqueue(orders.slice(from, from + size));
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: bulk ? BULK_CONCURRENCY : CONCURRENCY }, hand));
  await handled.reach(until);
  while ((await producer.finished()) < before.finished + jobs) await wait(LOOK_MS);
  const seconds = (performance.now() - started) / 1000;
  const after = await producer.stored();
  if (handled.count !== until || after.finished - before.finished !== jobs || after.open)
    throw new Error(
      `${jobs} jobs were handed over; handlers finished ${handled.count - until + jobs}, the store has ${after.finished - before.finished} finished once and ${after.open} open`,
    );
  return jobs / seconds;
}

async function idle(producer: Producer, handled: Handled, samples: number, seconds: number): Promise<number[]> {
  const latencies: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (latencies.length < samples && performance.now() < end) {
    const order = makeOrder();
    const started = performance.now();
    if (producer.call) await producer.call(order);
    else {
      const until = handled.count + 1;
      await producer.enqueue([order]);
      await handled.reach(until);
      while (!(await producer.isFinished(order.id)));
    }
    latencies.push(performance.now() - started);
  }
  return latencies;
}

const makeOrder = (): Order => ({ id: randomUUID(), type: 'purchase', filler: 'x'.repeat(1_900) });

interface Waiting {
  until: number;
  resolve(): void;
  reject(error: Error): void;
}

/** Which orders a handler has finished. One that is finished twice is an error of the peer or of the bench. */
export class Handled {
  readonly #ids = new Set<string>();
  #failure: Error | undefined;
  #waiting: Waiting | undefined;
  #silence: NodeJS.Timeout | undefined;

  get count(): number {
    return this.#ids.size;
  }

  add(id: string): void {
    if (this.#ids.has(id)) return this.fail(new Error(`order ${id} was handled twice`));
    this.#ids.add(id);
    this.#silence?.refresh();
    if (this.#waiting && this.count >= this.#waiting.until) this.#settle((waiting) => waiting.resolve());
  }

  fail(error: Error): void {
    this.#failure ??= error;
    this.#settle((waiting) => waiting.reject(error));
  }

  async reach(until: number): Promise<void> {
    if (this.#failure) throw this.#failure;
    if (this.count >= until) return;
    await new Promise<void>((resolve, reject) => {
      this.#waiting = { until, resolve, reject };
      this.#silence = setTimeout(
        () => this.fail(new Error(`the worker finished ${this.count} of ${until} and then nothing for ${SILENCE_MAX_MS / 1000} s`)),
        SILENCE_MAX_MS,
      );
    });
  }

  #settle(end: (waiting: Waiting) => void): void {
    clearTimeout(this.#silence);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) end(waiting);
  }
}
