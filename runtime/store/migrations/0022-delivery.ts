/** What delivery promises: interactive calls in lanes of their own class, breakers, and dead letters replayed in bulk. */
import type { Migration } from './index.ts';

export const delivery: Migration = {
  name: '0022-delivery',
  up: (d) => [
    `alter table lane add column class text not null default 'background'`,
    `create index lane_asked on lane (installation_id, run_at_ms) where state = 'asked'`,
    `alter table subscription add column budget_ms ${d.bigint}`,
    `alter table subscription add column on_timeout text`,
    `insert into task_status (state, published) values ('unanswered', 'failed')`,
    `create table breaker (
       id text not null, installation_id text not null, account_id text not null, event_type text not null, state text not null, recent text not null,
       opened integer not null, until_ms ${d.bigint} not null, probe text, since_ms ${d.bigint}, failed_ms ${d.bigint} not null, suspended_at text,
       primary key (installation_id, event_type))`,
    `create index lane_held on lane (installation_id, run_at_ms) where state = 'held'`,
    `create table replay (
       id text primary key, account_id text not null, role text not null, created_by text not null, filter text not null, since text, until text,
       per_second integer not null, forget_steps integer not null, status text not null, total integer not null, replayed integer not null,
       skipped integer not null, last_error text, cursor_seq ${d.bigint} not null, end_seq ${d.bigint} not null, next_ms ${d.bigint} not null,
       created_at text not null, ended_at text)`,
    `create index replay_running on replay (next_ms) where status = 'running'`,
    `create index replay_account on replay (account_id)`,
    `create index task_replay on task (replay_of) where replay_of is not null`,
  ],
};
