/**
 * Usage rules: what a provider lets the platform decide about a product's reports. A rule speaks of one item and may
 * hold an RQL filter over the record. One record that a `reject` rule meets refuses the file; when every record meets an
 * `accept` rule the file is accepted; otherwise a person decides.
 */
import { invalid } from '../../base/index.ts';
import { findVisible, stamped } from '../kit/index.ts';
import { matches, parseQuery } from '../../rql/index.ts';
import { requireProduct } from '../products/index.ts';
import { SYSTEM, type Actor, type Context, type Store, type UsageFileRow, type UsageRuleRow } from '../../store/index.ts';
import { usageRecords, usageRules } from './fields.ts';

export const RULE_ACTIONS = ['accept', 'reject', 'manual'] as const;
const PAGE = 500;

export interface RuleInput {
  item?: { id: string };
  action?: string;
  rule?: string;
  status?: string;
}

export async function createRule(ctx: Context, productId: string, input: RuleInput & { item: { id: string }; action: string }): Promise<UsageRuleRow> {
  await requireProduct(ctx, productId);
  const row: UsageRuleRow = {
    id: await ctx.id('usageRule', 'usage_rule'),
    product_id: productId,
    account_id: ctx.actor.accountId,
    item_id: await itemOf(ctx, productId, input.item.id),
    action: input.action,
    rule: checkedRule(input.rule ?? ''),
    status: input.status ?? 'active',
    events: stamped(ctx, undefined, 'created', 'updated'),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('usage_rule').values(row).execute();
  return row;
}

export async function findRule(ctx: Context, productId: string, id: string): Promise<UsageRuleRow> {
  return findVisible(ctx, usageRules, id, { within: { product_id: productId } });
}

export async function updateRule(ctx: Context, rule: UsageRuleRow, input: RuleInput): Promise<void> {
  const { action = rule.action, status = rule.status } = input;
  const item_id = input.item ? await itemOf(ctx, rule.product_id, input.item.id) : rule.item_id;
  const text = input.rule === undefined ? rule.rule : checkedRule(input.rule);
  const set = { action, status, item_id, rule: text, events: stamped(ctx, rule.events, 'updated'), updated_at: ctx.now };
  await ctx.tx.updateTable('usage_rule').set(set).where('id', '=', rule.id).execute();
}

export async function deleteRule(ctx: Context, rule: UsageRuleRow): Promise<void> {
  await ctx.tx.deleteFrom('usage_rule').where('id', '=', rule.id).execute();
}

/** A draft is its vendor's business yet. */
async function itemOf(ctx: Context, productId: string, id: string): Promise<string> {
  const item = await ctx.tx.selectFrom('item').select('id').where('product_id', '=', productId).where('status', '<>', 'draft').where((eb) => eb.or([eb('id', '=', id), eb('local_id', '=', id)])).executeTakeFirst(); // prettier-ignore
  if (!item) throw invalid('item.id', `${JSON.stringify(id)} is not an item of product ${productId}.`);
  return item.id;
}

function checkedRule(text: string): string {
  parseQuery(text);
  return text;
}

const activeRules = (ctx: Context, file: UsageFileRow) =>
  ctx.tx
    .selectFrom('usage_rule')
    .selectAll()
    .where('product_id', '=', file.product_id)
    .where('account_id', '=', file.provider_id)
    .where('status', '=', 'active')
    .orderBy('id')
    .execute();

export async function hasRules(ctx: Context, file: UsageFileRow): Promise<boolean> {
  return (await activeRules(ctx, file)).length > 0;
}

export type Verdict = { action: 'accept' | 'reject'; note: string } | { action: 'manual' };

/** Reads the records a page at a time; nothing is written. */
export async function judge(store: Store, file: UsageFileRow): Promise<Verdict> {
  const rules = (await store.read(SYSTEM, (ctx) => activeRules(ctx, file))).map((row) => ({ row, filter: parseQuery(row.rule).filter }));
  let all = rules.length > 0;
  for (let after = ''; ;) {
    const { rows, shown } = await store.read(SYSTEM, async (ctx) => {
      const rows = await ctx.tx.selectFrom('usage_record_shown').selectAll().where('file_id', '=', file.id).where('id', '>', after).orderBy('id').limit(PAGE).execute(); // prettier-ignore
      return { rows, shown: await usageRecords.render(ctx, rows, 'one') };
    });
    for (const [i, record] of rows.entries()) {
      const meet = rules.filter(({ row, filter }) => row.item_id === record.item_id && (!filter || matches(filter, shown[i]!)));
      const refusal = meet.find(({ row }) => row.action === 'reject');
      if (refusal) return { action: 'reject', note: `Rule ${refusal.row.id} refuses record ${record.id} (${record.record_id}).` };
      all &&= meet.length > 0 && meet.every(({ row }) => row.action === 'accept');
    }
    if (rows.length < PAGE) break;
    after = rows.at(-1)!.id;
  }
  return all ? { action: 'accept', note: `Accepted by rule ${rules.map(({ row }) => row.id).join(', ')}.`.slice(0, 200) } : { action: 'manual' };
}

/** On whose behalf a rule decides. */
export async function providerOf(ctx: Context, file: UsageFileRow): Promise<Actor> {
  const account = await ctx.tx.selectFrom('account').select(['id', 'role']).where('id', '=', file.provider_id).executeTakeFirstOrThrow();
  return { accountId: account.id, role: account.role as Actor['role'], by: SYSTEM.by };
}
