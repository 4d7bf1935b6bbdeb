/** Dispatch by installation: fair shares, caps on what is lost, late results as evidence; and the schedules. */
import type { Migration } from './index.ts';

/** Our states under their published names, for filters on the published one. */
// prettier-ignore
const PUBLISHED = [
  ['ready', 'scheduled'], ['leased', 'processing'], ['retry', 'retrying'], ['rescheduled', 'rescheduled'], ['done', 'succeeded'],
  ['dead', 'failed'], ['skipped', 'skipped'], ['superseded', 'skipped'], ['cancelled', 'skipped'],
];

export const dispatch: Migration = {
  name: '0005-dispatch',
  up: (d) => [
    `alter table task add column crashes integer not null default 0`,
    `alter table task add column lost integer not null default 0`,
    `alter table lane add column lease_end_ms ${d.bigint}`,
    `alter table attempt add column late text`,
    `drop index lane_ready`,
    `drop index lane_leased`,
    `drop index lane_installation`,
    `create index lane_ready on lane (installation_id, run_at_ms) where state = 'ready'`,
    `create index lane_leased on lane (installation_id) where state = 'leased'`,
    `create table task_status (state text primary key, published text not null)`,
    `insert into task_status (state, published) values ${PUBLISHED.map(([state, name]) => `('${state}', '${name}')`).join(', ')}`,
    `create table schedule (id text primary key, installation_id text not null, account_id text not null, name text not null,
       cron text, every_ms ${d.bigint}, timezone text, next_due_ms ${d.bigint} not null, created_at text not null)`,
    `create unique index schedule_name on schedule (installation_id, name)`,
    `create index schedule_due on schedule (next_due_ms)`,
    `create table schedule_source (installation_id text primary key, version text not null)`,
  ],
};
