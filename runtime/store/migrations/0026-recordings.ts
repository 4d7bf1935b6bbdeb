/** What is known of each attempt, and its recording; a step that holds a generated password says so. */
import type { Migration } from './index.ts';

export const recordings: Migration = {
  name: '0026-recordings',
  up: (d) => [
    `alter table attempt add column memory_bytes ${d.bigint}`,
    `alter table attempt add column calls integer`,
    `alter table attempt add column requests integer`,
    `alter table attempt add column called text`,
    `alter table step add column secret integer not null default 0`,
    `alter table installation add column recording integer not null default 1`,
    `create table recording (id ${d.serial}, task_id text not null, fence integer not null, installation_id text not null, failed integer not null,
       bytes integer not null, created_at text not null, body ${d.bytes} not null)`,
    `create unique index recording_task on recording (task_id, fence)`,
    `create index recording_installation on recording (installation_id, bytes)`,
  ],
};
