/** Templates of a product: the texts a buyer sees. Of each type and scope that has one, one remains. */
import { invalid } from '../../base/index.ts';
import type { Context, TemplateRow } from '../../store/index.ts';
import { newRevision } from './commands.ts';

export const TEMPLATE_SCOPES = ['asset', 'tier1', 'tier2'] as const;
export const TEMPLATE_TYPES = ['fulfillment', 'inquire', 'pending'] as const;

export interface TemplateInput {
  name?: string;
  title?: string;
  body?: string;
  type?: string;
  scope?: string;
  position?: number;
}

/** What a new product starts with, so that its first order can be approved and inquired. */
// prettier-ignore
const DEFAULTS = [
  { scope: 'asset', type: 'fulfillment', name: 'Default activation template',        body: '# Welcome\n\nYour subscription is active.' },
  { scope: 'asset', type: 'inquire',     name: 'Default inquire template',           body: '# More information is needed\n\nPlease fill in {{ activation_form_url }}' },
  { scope: 'tier1', type: 'fulfillment', name: 'Default tier 1 activation template', body: '# Welcome\n\nYour configuration is active.' },
  { scope: 'tier2', type: 'fulfillment', name: 'Default tier 2 activation template', body: '# Welcome\n\nYour configuration is active.' },
] as const;

export async function createDefaultTemplates(ctx: Context, productId: string): Promise<void> {
  for (const template of DEFAULTS) await createTemplate(ctx, productId, template);
}

type NewTemplate = TemplateInput & { name: string; body: string; type: string };

export async function createTemplate(ctx: Context, productId: string, input: NewTemplate): Promise<TemplateRow> {
  const { made } = await ctx.tx
    .selectFrom('template')
    .select((eb) => eb.fn.countAll<number>().as('made'))
    .where('product_id', '=', productId)
    .executeTakeFirstOrThrow();
  const row: TemplateRow = {
    id: await ctx.id('template', 'template'),
    product_id: productId,
    name: input.name,
    title: input.title ?? input.name,
    body: input.body,
    scope: input.scope ?? 'asset',
    type: input.type,
    // the oldest comes first, and the first of a type is its default
    position: input.position ?? (Number(made) + 1) * 10_000,
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('template').values(row).execute();
  await ctx.tx.updateTable('product').set({ revision: newRevision() }).where('id', '=', productId).execute();
  return row;
}

export async function updateTemplate(ctx: Context, template: TemplateRow, input: TemplateInput): Promise<void> {
  for (const field of ['type', 'scope'] as const)
    if (input[field] !== undefined && input[field] !== template[field])
      throw invalid(field, `${JSON.stringify(input[field])} cannot replace ${JSON.stringify(template[field])}; make a new template instead.`);
  const { name = template.name, title = template.title, body = template.body, position = template.position } = input;
  await ctx.tx.updateTable('template').set({ name, title, body, position, updated_at: ctx.now }).where('id', '=', template.id).execute();
}

/** The text with an example in place of each variable: what the parameter asks for, in brackets. */
export async function preview(ctx: Context, template: TemplateRow): Promise<string> {
  const known = await ctx.tx.selectFrom('parameter').select(['name', 'title']).where('product_id', '=', template.product_id).execute();
  const titles = new Map(known.map((p) => [p.name, p.title]));
  return template.body.replaceAll(/\{\{\s*([\w.-]+)\s*\}\}/g, (all, name: string) =>
    titles.has(name) || name === 'activation_form_url' ? `[${titles.get(name) ?? name}]` : all,
  );
}

export async function deleteTemplate(ctx: Context, template: TemplateRow): Promise<void> {
  const { product_id, type, scope } = template;
  const same = await ctx.tx
    .selectFrom('template')
    .select('id')
    .where('product_id', '=', product_id)
    .where('type', '=', type)
    .where('scope', '=', scope)
    .execute();
  if (same.length < 2) throw invalid('type', `${template.id} is the last ${type} template of scope ${scope}; one must remain.`);
  await ctx.tx.deleteFrom('template').where('id', '=', template.id).execute();
}
