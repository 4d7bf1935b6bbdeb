/** What the API lets see, query and sort of webhooks and notices. A webhook's secret is never shown again. */
import { publicTime } from '../../base/index.ts';
import { json, references, type Collection } from '../kit/index.ts';
import type { NoticeRow, WebhookRow } from '../../store/index.ts';

/** Stands for the secret in every answer; sent back, it leaves the secret as it is. */
export const SECRET_MASK = '********';

export const webhooks: Collection<WebhookRow> = {
  table: 'webhook',
  scope: ['account_id'],
  fields: {
    id: { column: 'id', order: true, search: true },
    label: { column: 'label', order: true, search: true },
    description: { column: 'description', search: true },
    active: { column: 'active', type: 'boolean', order: true },
    type: { column: 'type', order: true },
    object_class: { column: 'object_class' },
    'product.id': { column: 'product_id', search: true },
    'product.name': { column: 'product_id', table: 'product', key: 'id', target: 'name', search: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const account = await references(ctx, 'account', rows.map((r) => r.account_id)); // prettier-ignore
    const product = await references(ctx, 'product', rows.map((r) => r.product_id)); // prettier-ignore
    return rows.map((row) => ({
      ...{ id: row.id, label: row.label, active: row.active === 1, type: row.type, object_class: row.object_class },
      ...{ external_url: row.external_url, jwt_secret: SECRET_MASK, description: row.description, http_method: row.http_method },
      ...{ headers: json<object>(row.headers), data: json<object>(row.data), processing_timeout: row.processing_timeout },
      product: product(row.product_id),
      account: account(row.account_id),
      ...{ created_at: publicTime(row.created_at), created_by: json<object>(row.created_by) },
      ...{ modified_at: publicTime(row.modified_at), modified_by: json<object>(row.modified_by) },
      ...(row.earliest_ms > 0 ? { earliest_possible_trigger: publicTime(new Date(Number(row.earliest_ms)).toISOString()) } : {}),
      stats: {
        ...{ events: row.events, triggers: row.successes + row.failures },
        ...{ success_triggers: row.successes, failure_triggers: row.failures, failure_since_last_success: row.failures_in_row },
      },
      ...(row.last_event_at === null ? {} : { last_event: publicTime(row.last_event_at) }),
      ...(row.last_success === null ? {} : { last_success: json<object>(row.last_success) }),
      ...(row.last_failure === null ? {} : { last_failure: json<object>(row.last_failure) }),
    }));
  },
};

/** The same for every account; whether one wants it is its own choice. */
export const notices: Collection<NoticeRow> = {
  table: 'notice',
  scope: 'public',
  fields: {
    id: { column: 'id', order: true },
    'event.name': { column: 'name', order: true, search: true },
    'event.group': { column: 'notice_group' },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const choices = await ctx.tx.selectFrom('notice_choice').selectAll().where('account_id', '=', ctx.actor.accountId).execute();
    const enabled = new Map(choices.map((c) => [c.notice_id, c.enabled === 1]));
    return rows.map((row) => ({
      id: row.id,
      enabled: enabled.get(row.id) ?? true,
      event: { id: row.id, name: row.name, description: row.description, group: row.notice_group, system: true },
      permissions: 'edit',
    }));
  },
};
