/** /notifications as data (platform-api.md section 22). */
import Type from 'typebox';
import { showOne, type Collection, type Input, type Route } from '../kit/index.ts';
import type { WebhookRow } from '../../store/index.ts';
import { chooseNotice, createWebhook, deleteWebhook, triggerWebhook, updateWebhook, type WebhookInput } from './commands.ts';
import { notices, webhooks } from './fields.ts';
import { OBJECT_CLASSES, WEBHOOK_TYPES } from './kinds.ts';

const maybe = Type.Optional;
const required = {
  label: Type.String({ minLength: 1, maxLength: 100 }),
  object_class: Type.Enum(OBJECT_CLASSES),
  external_url: Type.String({ minLength: 1, maxLength: 4096 }),
  jwt_secret: Type.String({ minLength: 1, maxLength: 100 }),
};
const optional = Type.Partial(
  Type.Object({
    active: Type.Boolean(),
    type: Type.Enum(WEBHOOK_TYPES),
    product_id: Type.String({ maxLength: 100 }),
    product: Type.Object({ id: Type.String({ maxLength: 100 }) }),
    description: Type.Union([Type.String({ maxLength: 2000 }), Type.Null()]),
    http_method: Type.Enum(['GET', 'POST']),
    headers: Type.Record(Type.String(), Type.String(), { maxProperties: 20 }),
    data: Type.Record(Type.String(), Type.Unknown()),
    processing_timeout: Type.Integer({ minimum: 0, maximum: 86_400 }),
  }),
).properties;
const NewWebhookBody = Type.Object({ ...required, ...optional });
const WebhookBody = Type.Partial(Type.Object({ ...required, ...optional }));
const NoticeBody = Type.Object({ enabled: maybe(Type.Boolean()) });

const PARTIES = ['vendor', 'distributor', 'reseller'] as const;
const hooks = { tag: 'Notifications' } as const;
const id = (input: Input) => input.params['id']!;

/** `apiUrl` is where this host's API is reached: every webhook tells its receiver. */
export function webhookRoutes(apiUrl: () => string): Route[] {
  const collection: Collection<WebhookRow> = {
    ...webhooks,
    render: async (ctx, rows, view) => (await webhooks.render(ctx, rows, view)).map((shown) => ({ ...shown, api_url: apiUrl() })),
  };
  // prettier-ignore
  return [
    { ...hooks, kind: 'list', method: 'GET', path: '/notifications/webhooks', operation: 'listWebhooks', summary: 'Own webhooks', roles: 'everyone', collection },
    { ...hooks, kind: 'write', method: 'POST', path: '/notifications/webhooks', operation: 'createWebhook', summary: 'A new webhook', roles: PARTIES, body: NewWebhookBody, status: 201,
      run: async (ctx, input) => showOne(ctx, collection, (await createWebhook(ctx, input.body as WebhookInput)).id) },
    { ...hooks, kind: 'read', method: 'GET', path: '/notifications/webhooks/{id}', operation: 'getWebhook', summary: 'One webhook; its secret is not shown', roles: 'everyone', run: (ctx, input) => showOne(ctx, collection, id(input)) },
    { ...hooks, kind: 'write', method: 'PUT', path: '/notifications/webhooks/{id}', operation: 'updateWebhook', summary: 'Change it', roles: PARTIES, body: WebhookBody,
      async run(ctx, input) {
        await updateWebhook(ctx, id(input), input.body as Partial<WebhookInput>);
        return showOne(ctx, collection, id(input));
      } },
    { ...hooks, kind: 'write', method: 'DELETE', path: '/notifications/webhooks/{id}', operation: 'deleteWebhook', summary: 'Remove it', roles: PARTIES, status: 204, run: (ctx, input) => deleteWebhook(ctx, id(input)) },
    { ...hooks, kind: 'write', method: 'POST', path: '/notifications/webhooks/{id}/trigger', operation: 'triggerWebhook', summary: 'Poke its receiver now', roles: PARTIES, shows: null, run: (ctx, input) => triggerWebhook(ctx, id(input)) },

    { ...hooks, kind: 'list', method: 'GET', path: '/notifications/subscriptions', operation: 'listNotices', summary: 'Notices, and which the account wants', roles: 'everyone', collection: notices },
    { ...hooks, kind: 'read', method: 'GET', path: '/notifications/subscriptions/{id}', operation: 'getNotice', summary: 'One notice', roles: 'everyone', run: (ctx, input) => showOne(ctx, notices, id(input)) },
    { ...hooks, kind: 'write', method: 'PUT', path: '/notifications/subscriptions/{id}', operation: 'updateNotice', summary: 'Want it, or not', roles: PARTIES, body: NoticeBody,
      async run(ctx, input) {
        await chooseNotice(ctx, id(input), (input.body as { enabled?: boolean }).enabled);
        return showOne(ctx, notices, id(input));
      } },
    { ...hooks, kind: 'read', method: 'GET', path: '/notifications/subscriptions/{id}/preview-context', operation: 'getNoticeContext', summary: 'What its texts can speak of', roles: 'everyone', run: (ctx, input) => showOne(ctx, notices, id(input)) },
  ];
}
