/**
 * GET /metrics in Prometheus text: what this host counts by itself (`_total`, `_seconds`), and what its database holds, which every
 * host of a database tells alike. Labels are names of the platform, never of a tenant, an extension or an object.
 */
import type { Hono } from 'hono';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Served } from '../api/index.ts';
import { queueDepth, TASK_CLASSES, type Dispatcher, type DispatchObserver } from '../dispatch/index.ts';
import type { Gateway } from '../gateway/index.ts';
import { SYSTEM, type Store } from '../store/index.ts';

const CALL_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const TASK_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

export interface Metrics {
  served(call: Served): void;
  spans(count: number, result: 'exported' | 'dropped'): void;
  dispatch: DispatchObserver;
  /** Serves them; what the database holds is read at each look. */
  expose(app: Hono, rooms: { store: Store; gateway: Gateway; dispatcher: Dispatcher }): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, ...labelNames: string[]) => new Counter({ name: `entrepot_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string, ...labelNames: string[]) => new Gauge({ name: `entrepot_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string, buckets: number[], ...labelNames: string[]) =>
    new Histogram({ name: `entrepot_${name}`, help, buckets, labelNames, registers });

  const calls = histogram('api_seconds', 'Time of API calls from outside, by operation and status', CALL_BUCKETS, 'operation', 'status');
  const sent = counter('tasks_sent_total', 'Tasks sent to runners, by class', 'class');
  const waits = histogram('first_attempt_wait_seconds', 'From an event to the first attempt of its task, by class', TASK_BUCKETS, 'class');
  const attempts = counter('attempts_total', 'Attempts that ended, by class and outcome', 'class', 'outcome');
  const walls = histogram('attempt_seconds', 'Time of attempts by the clock, by class', TASK_BUCKETS, 'class');
  const cpu = counter('attempt_cpu_seconds_total', 'CPU time that handlers used, by class', 'class');
  const requests = counter('outgoing_requests_total', 'Requests that left for outside systems, by class', 'class');
  const refused = counter('results_refused_total', 'Results of runners that were refused, by reason', 'reason');
  const ops = counter('host_calls_total', 'Calls of handlers that this host answered, by operation and result', 'op', 'result');

  const isolates = counter('attempt_isolates_total', 'Isolates that attempts ran in, by start: cold (made for it) or warm', 'start');
  const spans = counter('spans_total', 'Spans of traces, by result: exported, or dropped because the collector does not take them', 'result');

  const depth = gauge('lanes', 'Lanes with open tasks by state, each one object of one installation; counted to 100,000', 'state');
  const waiting = gauge('lanes_waiting', 'Lanes that wait to be claimed, by class; counted to 100,000', 'class');
  const oldest = gauge('oldest_waiting_seconds', 'How long ago the lane that has waited longest became due, by class', 'class');
  const dead = gauge('dead_letters', 'Tasks that failed to the end and wait for a person; counted to 100,000');
  const breakers = gauge('breakers', 'Breakers that are not closed, by state', 'state');
  const runners = gauge('runners', 'Runners connected to this host');
  const room = gauge('runner_room', 'Tasks that runners of this host could take now');
  const held = gauge('runner_tasks', 'Tasks that runners of this host hold');
  const units = counter('units_total', 'Units of work that were stored');
  const commits = counter('commits_total', 'Commits of the database; units share them on SQLite');
  const again = counter('unit_retries_total', 'Units run again because they lost to another one; PostgreSQL only');
  const fault = gauge('database_fault', '1 while the database refuses to be read or written, else 0');

  return {
    served: ({ operation, status, seconds }) => calls.observe({ operation, status: String(status) }, seconds),
    spans: (count, result) => spans.inc({ result }, count),
    dispatch: {
      sent(kind, ageMs) {
        sent.inc({ class: kind });
        if (ageMs !== undefined) waits.observe({ class: kind }, ageMs / 1000);
      },
      ended({ kind, outcome }, usage) {
        attempts.inc({ class: kind, outcome });
        walls.observe({ class: kind }, usage.wallMs / 1000);
        // a runner says it: a counter takes nothing below zero
        cpu.inc({ class: kind }, Math.max(0, usage.cpuMs) / 1000);
        requests.inc({ class: kind }, usage.requests);
        if (usage.isolate) isolates.inc({ start: usage.isolate });
      },
      refused: (reason) => refused.inc({ reason }),
      called: (op, ok) => ops.inc({ op, result: ok ? 'ok' : 'refused' }),
    },
    expose(app, { store, gateway, dispatcher }) {
      app.get('/metrics', async (c) => {
        fault.set(store.fault() ? 1 : 0);
        runners.set(gateway.runners().length);
        room.set(dispatcher.room);
        held.set(gateway.tasks());
        const counts = store.counts();
        for (const [counted, count] of [
          [units, counts.units],
          [commits, counts.commits],
          [again, counts.retries],
        ] as const) {
          counted.reset();
          counted.inc(count);
        }
        // where the database cannot be read the rest is told all the more
        const now = await store.read(SYSTEM, queueDepth).catch(() => undefined);
        for (const gone of [depth, waiting, oldest, dead, breakers]) gone.reset();
        if (now) {
          for (const kind of TASK_CLASSES) {
            waiting.set({ class: kind }, now.waiting[kind]);
            oldest.set({ class: kind }, now.oldestMs[kind] / 1000);
          }
          for (const state of ['leased', 'parked', 'held'] as const) depth.set({ state }, now[state]);
          for (const state of ['open', 'probing'] as const) breakers.set({ state }, now.breakers[state]);
          dead.set(now.deadLetters);
        } else dead.remove();
        return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType });
      });
    },
  };
}
