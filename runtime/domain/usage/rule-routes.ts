/** /products/{id}/usage/rules as data: a provider's own rules about a product's reports. */
import Type from 'typebox';
import { showOne, type Route } from '../kit/index.ts';
import { products } from '../products/index.ts';
import { usageRules } from './fields.ts';
import { createRule, deleteRule, findRule, RULE_ACTIONS, updateRule, type RuleInput } from './rules.ts';

const SELLER = ['distributor', 'reseller'] as const;
const TAG = 'Usage Reporting';
const maybe = Type.Optional;
const Action = Type.Enum([...RULE_ACTIONS]);
const Item = Type.Object({ id: Type.String() });
const more = { rule: maybe(Type.String({ maxLength: 2000 })), status: maybe(Type.Enum(['active', 'deleted'])) };
const RULES = '/products/{id}/usage/rules';

// prettier-ignore
export const ruleRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: RULES, operation: 'listUsageRules', tag: TAG, summary: 'Own rules about a product\'s reports', roles: 'everyone', collection: usageRules,
    below: { parent: products, column: 'product_id' } },
  { kind: 'write', method: 'POST', path: RULES, operation: 'createUsageRule', tag: TAG, summary: 'Decide reports of an item by rule', roles: SELLER, status: 201, body: Type.Object({ item: Item, action: Action, ...more }),
    run: async (ctx, input) => showOne(ctx, usageRules, (await createRule(ctx, input.params['id']!, input.body as RuleInput & { item: { id: string }; action: string })).id) },
  { kind: 'read', method: 'GET', path: `${RULES}/{rule}`, operation: 'getUsageRule', tag: TAG, summary: 'One rule', roles: 'everyone',
    run: async (ctx, input) => showOne(ctx, usageRules, (await findRule(ctx, input.params['id']!, input.params['rule']!)).id) },
  { kind: 'write', method: 'PUT', path: `${RULES}/{rule}`, operation: 'updateUsageRule', tag: TAG, summary: 'Change a rule', roles: SELLER, body: Type.Object({ item: maybe(Item), action: maybe(Action), ...more }),
    async run(ctx, input) {
      await updateRule(ctx, await findRule(ctx, input.params['id']!, input.params['rule']!), input.body as RuleInput);
      return showOne(ctx, usageRules, input.params['rule']!);
    } },
  { kind: 'write', method: 'DELETE', path: `${RULES}/{rule}`, operation: 'deleteUsageRule', tag: TAG, summary: 'Remove a rule', roles: SELLER, status: 204,
    run: async (ctx, input) => deleteRule(ctx, await findRule(ctx, input.params['id']!, input.params['rule']!)) },
];
