/** The history of an object: its events, for the parties that were told of them. */
import { sql } from 'kysely';
import { publicTime } from '../base/index.ts';
import type { Collection, Route } from '../domain/kit/index.ts';
import type { EventRow } from '../store/index.ts';

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

// prettier-ignore
export const eventRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/devops/objects/{id}/events', operation: 'listObjectEvents', tag: 'DevOps', summary: 'What happened to an object, newest first', roles: 'everyone', collection: events,
    within: async (_ctx, params) => ({ object_id: params['id']! }) },
];
