/**
 * What the vendor's extension answers in place of the platform: actions of a product, where the vendor has no page of its
 * own for them, and events that the vendor made up. The caller waits; where nobody hooks the event there is nothing here.
 */
import { createHmac } from 'node:crypto';
import Type, { type Static } from 'typebox';
import { faultsOf, notFound, PlatformError, sameSecret } from '../../base/index.ts';
import { findVisible, ForeignAnswer, json, showMany, type CallRoute, type Input, type Question, type Route, type Subject, type Word } from '../kit/index.ts';
import type { Context, ProductRow } from '../../store/index.ts';
import { actionSecret } from './actions.ts';
import { products } from './fields.ts';
import { MASTER } from './parts.ts';

const NAME = /^[A-Za-z0-9_.-]{1,100}$/;

/** Both are told to a handler as whoever called them gave them; of the product only that it is there. */
const called = (objectClass: 'product_action' | 'custom_event'): Subject => ({
  objectClass,
  status: () => '',
  read: (ctx, ids) => showMany(ctx, products, ids, 'list'),
  at: (_product, data) => data['called'] as object,
  decisions: {},
});
export const calledSubjects = [called('product_action'), called('custom_event')];

function question(event: 'product_action_execution' | 'product_custom_event_processing', product: ProductRow, facts: object): Question {
  const { id, name } = product;
  return {
    event,
    objectClass: event === 'product_action_execution' ? 'product_action' : 'custom_event',
    ...{ objectId: id, status: '', accounts: [product.owner_id] },
    data: { called: { id, product: { id, name }, ...facts } },
  };
}

/** The answer of the extension, or what its policy means to an HTTP caller. */
function spoken(what: string, [word]: readonly Word[]): ForeignAnswer {
  if (word && 'answer' in word && word.answer.decision === 'answer') {
    const { status = 200, headers = {}, body } = word.answer;
    return new ForeignAnswer(status, headers, body);
  }
  const policy = word && 'policy' in word ? word.policy : 'default';
  if (policy === 'allow') return new ForeignAnswer(200, {}, {});
  if (policy === 'deny') throw new PlatformError('conflict', `${what}: the vendor's extension gave no answer.`);
  throw notFound(what);
}

const maybe = Type.Optional;
/** Vendors hold the key of these tokens, so what is in one is not believed to be of any shape. */
const Claims = Type.Object({
  ...{ action_id: Type.String(), account_id: Type.String({ maxLength: 64 }), exp: Type.Number() },
  ...{ asset_id: maybe(Type.String({ maxLength: 64 })), tier_config_id: maybe(Type.String({ maxLength: 64 })) },
});
type Claims = Static<typeof Claims>;

/** Where an action's link leads: the token in it, made by `actionLink`, stands for the caller and is good for a minute. */
const execute: CallRoute = {
  ...{ kind: 'read', method: 'GET', path: '/products/{id}/actions/{child}/execute', operation: 'executeAction', tag: 'Products' },
  ...{ summary: "The vendor's extension answers an action", roles: 'anyone', query: ['jwt'] },
  ask: {
    events: ['product_action_execution'],
    async about(ctx, input) {
      const { product, action, claims } = await actionOf(ctx, input);
      const { asset_id, tier_config_id, account_id } = claims;
      const facts = { action: claims.action_id, name: action, account: { id: account_id } };
      const about = { ...(asset_id ? { asset: { id: asset_id } } : {}), ...(tier_config_id ? { tier_config: { id: tier_config_id } } : {}) };
      return question('product_action_execution', product, { ...facts, ...about });
    },
  },
  run: async (_ctx, input, { words }) => spoken(input.params['child']!, words),
};

/** The caller has no account: the token says which action of which product it may call. */
async function actionOf(ctx: Context, input: Input): Promise<{ product: ProductRow; action: string; claims: Claims }> {
  const { id, child } = input.params as { id: string; child: string };
  const product = await ctx.tx.selectFrom('product').selectAll().where('id', '=', id).executeTakeFirst();
  const parts = ctx.tx.selectFrom('product_part').selectAll().where('id', '=', child).where('product_id', '=', id);
  const part = await parts.where('kind', '=', 'action').where('version', '=', MASTER).executeTakeFirst();
  const claims = product && part && readToken(input.query['jwt'] ?? '', actionSecret(ctx, product));
  const { action, name } = part ? json<{ action: string; name: string }>(part.data) : { action: '', name: '' };
  if (!claims || claims.action_id !== action || claims.exp * 1000 < ctx.clock.now()) throw notFound(child);
  return { product, action: name, claims };
}

function readToken(token: string, secret: string | undefined): Claims | undefined {
  const [head, body, signature] = token.split('.');
  if (!secret || !head || !body || !signature) return undefined;
  if (!sameSecret(signature, createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url'))) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString());
    return faultsOf(Claims, claims).length ? undefined : (claims as Claims);
  } catch {
    return undefined;
  }
}

const customEvent: CallRoute = {
  ...{ kind: 'write', method: 'POST', path: '/products/{id}/custom-events/{name}', operation: 'callCustomEvent', tag: 'Products' },
  ...{ summary: "The vendor's extension answers an event of its own", roles: 'everyone', body: Type.Unknown() },
  ask: {
    events: ['product_custom_event_processing'],
    async about(ctx, { params, body }) {
      const product = await findVisible(ctx, products, params['id']!);
      const { name = '' } = params;
      if (!NAME.test(name)) throw notFound(name);
      const { accountId: id, by } = ctx.actor;
      return question('product_custom_event_processing', product, { name, data: body ?? null, account: { id, name: by.name } });
    },
  },
  run: async (_ctx, input, { words }) => spoken(input.params['name']!, words),
};

export const calledRoutes: Route[] = [execute, customEvent];
