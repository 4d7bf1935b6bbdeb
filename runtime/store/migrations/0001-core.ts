/** The outbox and the tables of dispatch. */
import type { Migration } from './index.ts';

export const core: Migration = {
  name: '0001-core',
  up: (d) => [
    `create table host_meta (key text primary key, value text not null)`,
    `create table event (
       seq ${d.serial}, id text not null unique, type text not null, object_class text not null, object_id text not null,
       status text not null, accounts text not null, data text not null, actor text not null, correlation text not null,
       hop integer not null, created_at text not null, routed integer not null)`,
    `create index event_unrouted on event (seq) where routed = 0`,
    `create index event_object on event (object_id, seq)`,
    `create table task (
       seq ${d.serial}, id text not null unique, lane text not null, event_id text not null, event_type text not null,
       object_id text not null, installation_id text not null, account_id text not null, environment_id text not null,
       status text not null, attempt integer not null, reschedules integer not null, fence integer not null,
       replay_of text, result text, created_at text not null, finished_at text)`,
    `create index task_open on task (lane, seq) where status in ('ready', 'leased', 'retry', 'rescheduled')`,
    `create index task_installation on task (installation_id, seq)`,
    `create index task_account on task (account_id, seq)`,
    `create index task_object on task (object_id, seq)`,
    `create index task_dead on task (installation_id, seq) where status = 'dead'`,
    `create table lane (
       id text primary key, installation_id text not null, account_id text not null, environment_id text not null,
       state text not null, head_task_id text not null, run_at_ms ${d.bigint} not null,
       lease_until_ms ${d.bigint}, lease_runner text)`,
    `create index lane_head on lane (head_task_id)`,
    `create index lane_ready on lane (run_at_ms) where state = 'ready'`,
    `create index lane_leased on lane (lease_until_ms) where state = 'leased'`,
    `create index lane_installation on lane (installation_id)`,
    `create table attempt (
       id ${d.serial}, task_id text not null, fence integer not null, attempt integer not null, counted integer not null,
       runner text not null, started_at text not null, ended_at text, outcome text, message text, stack text,
       wait_ms ${d.bigint} not null, wall_ms ${d.bigint}, cpu_ms ${d.bigint}, version text not null)`,
    `create unique index attempt_task on attempt (task_id, fence)`,
    `create table task_log (
       id ${d.serial}, task_id text not null, fence integer not null, at text not null, level text not null,
       text text not null, fields text)`,
    `create index task_log_task on task_log (task_id, id)`,
    `create table step (
       installation_id text not null, handler text not null, object_id text not null, name text not null,
       value text not null, task_id text not null, created_at text not null,
       primary key (installation_id, handler, object_id, name))`,
  ],
};
