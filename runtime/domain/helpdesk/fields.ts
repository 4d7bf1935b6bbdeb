/** What the API lets see, query and sort of cases and their attachments. */
import { sql } from 'kysely';
import { publicTime } from '../../base/index.ts';
import type { Fields } from '../../rql/index.ts';
import { json, references, visible, type Collection } from '../kit/index.ts';
import type { CaseAttachmentRow, CaseRow, Context } from '../../store/index.ts';

/** `events.<stamp>.at` and who made it, for each published stamp. */
const stampFields = (stamps: readonly string[]): Fields =>
  Object.fromEntries(
    stamps.flatMap((stamp) => [
      [`events.${stamp}.at`, { column: 'events', path: [stamp, 'at'], order: true }],
      [`events.${stamp}.by.id`, { column: 'events', path: [stamp, 'by', 'id'], order: true }],
      [`events.${stamp}.by.name`, { column: 'events', path: [stamp, 'by', 'name'], order: true }],
    ]),
  );

const sideFields = (side: 'issuer' | 'receiver'): Fields => ({
  [`${side}.account.id`]: { column: `${side}_id`, order: true },
  [`${side}.account.name`]: { column: `${side}_id`, table: 'account', key: 'id', target: 'name' },
  [`${side}.agent.id`]: { column: side, path: ['agent', 'id'], order: true },
  [`${side}.agent.name`]: { column: side, path: ['agent', 'name'], order: true },
});

export const cases: Collection<CaseRow> = {
  table: 'helpdesk_case',
  scope: ['issuer_id', 'receiver_id'],
  fields: {
    ...stampFields(['pending', 'inquiring', 'resolved', 'closed']),
    ...stampFields(['created', 'updated']),
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
    ...sideFields('issuer'),
    ...sideFields('receiver'),
    id: { column: 'id', order: true },
    subject: { column: 'subject', order: true, search: true },
    description: { column: 'description', search: true },
    type: { column: 'type', order: true },
    state: { column: 'state', order: true },
    priority: { column: 'priority', type: 'number', order: true },
    'product.id': { column: 'product_id' },
  },
  order: [['created_at', 'desc']],
  async render(ctx, rows) {
    const account = await references(ctx, 'account', rows.flatMap((r) => [r.issuer_id, r.receiver_id])); // prettier-ignore
    const product = await references(ctx, 'product', rows.flatMap((r) => r.product_id ?? [])); // prettier-ignore
    return rows.map((row) => ({
      ...{ id: row.id, subject: row.subject, description: row.description, type: row.type, state: row.state },
      ...(row.priority === null ? {} : { priority: row.priority }),
      ...(row.product_id === null ? {} : { product: product(row.product_id) }),
      issuer: { account: account(row.issuer_id), ...json<object>(row.issuer) },
      receiver: { account: account(row.receiver_id), ...json<object>(row.receiver) },
      ...(row.rating === null ? {} : { rating: row.rating }),
      ...(row.feedback === null ? {} : { feedback: row.feedback }),
      events: json(row.events),
    }));
  },
};

const PREVIEWED = /^image\//;

export const attachments: Collection<CaseAttachmentRow> = {
  table: 'case_attachment',
  scope: (ctx: Context) => sql<boolean>`exists (select 1 from helpdesk_case where helpdesk_case.id = case_attachment.case_id and ${visible(ctx, cases)})`,
  fields: {
    id: { column: 'id', order: true },
    name: { column: 'name', order: true, search: true },
    type: { column: 'type' },
    'account.id': { column: 'account_id' },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['created_at', 'asc']],
  async render(ctx, rows) {
    const account = await references(ctx, 'account', rows.map((r) => r.account_id)); // prettier-ignore
    return rows.map((row) => {
      const url = `/public/v1/helpdesk/cases/${row.case_id}/attachments/${row.id}?format=`;
      return {
        ...{ id: row.id, name: row.name, type: row.type, size: String(row.size), account: account(row.account_id) },
        attachment: `${url}original`,
        ...(PREVIEWED.test(row.type) ? { preview: `${url}preview` } : {}),
        events: { created: { at: publicTime(row.created_at), by: json(row.creator) } },
      };
    });
  },
};
