/** The history of an object: its events, for the parties that were told of them. */
import { sql } from 'kysely';
import { notFound, publicTime } from '../base/index.ts';
import { visible, type Collection, type Route } from '../domain/kit/index.ts';
import type { Context, EventRow } from '../store/index.ts';
import type { FrameSource } from './frames.ts';

const events: Collection<EventRow> = {
  table: 'event',
  scope: ({ actor: { accountId: me } }) => sql<boolean>`event.accounts like ${`%"${me}"%`}`,
  fields: {
    id: { column: 'id' },
    type: { column: 'type' },
    status: { column: 'status' },
    created: { column: 'created_at', type: 'time', order: true },
    'by.id': { column: 'actor' },
    correlation: { column: 'correlation' },
  },
  order: [['seq', 'desc']],
  render: async (_ctx, rows) =>
    rows.map((row) => ({
      ...{ id: row.id, type: row.type, status: row.status, object: { id: row.object_id, class: row.object_class }, created: publicTime(row.created_at) },
      ...{ by: { id: row.actor }, correlation: row.correlation, hop: row.hop },
    })),
};

/** An object whose history one may ask for: one was told of it, also when it is gone; or one sees it, and nothing has happened to it. */
async function knownObject(ctx: Context, subjects: FrameSource['subjects'], id: string): Promise<{ id: string }> {
  const told = await sql`select 1 from event where object_id = ${id} and ${visible(ctx, events)} limit 1`.execute(ctx.tx);
  if (told.rows.length) return { id };
  for (const subject of subjects.values()) if ((await subject.read(ctx, [id])).has(id)) return { id };
  throw notFound(id);
}

// prettier-ignore
export const eventRoutes = (subjects: FrameSource['subjects']): Route[] => [
  { kind: 'list', method: 'GET', path: '/devops/objects/{id}/events', operation: 'listObjectEvents', tag: 'DevOps', summary: 'What happened to an object, newest first', roles: 'everyone', collection: events,
    below: { parent: (ctx, params) => knownObject(ctx, subjects, params['id']!), column: 'object_id' } },
];
