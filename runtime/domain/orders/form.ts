/**
 * The customer's form: who holds the code of an inquiring request may read what was asked and answer it, without an
 * account. The code ends with the inquiry; a wrong one and a request that asks nothing are the same 404.
 */
import { timingSafeEqual } from 'node:crypto';
import { notFound } from '../../base/index.ts';
import { json, type Question, type Word } from '../kit/index.ts';
import { missingValues, readDefinition, renderTemplate, shownValues, type Definition, type ParamInput } from '../products/index.ts';
import type { Context, RequestRow, Role, StoredParam } from '../../store/index.ts';
import { pend } from './commands.ts';
import { judgeRequest, questionOf, validateRequest } from './edit.ts';
import { valuesOf } from './values.ts';

export interface AskedParam {
  id: string;
  title: string;
  description: string;
  type: string;
  value: string;
  value_error: string;
  value_choices: string[];
  choices: { label: string; value: string }[];
  required: boolean;
}

export interface CustomerForm {
  id: string;
  product: { id: string; name: string };
  /** The inquire template with its values, markdown. */
  text: string;
  params: AskedParam[];
}

/** What is asked: the values a vendor marked, and required ones that are missing. */
export async function readForm(ctx: Context, id: string, code: string | undefined): Promise<CustomerForm> {
  const request = await requestByCode(ctx, id, code);
  const definition = (await readDefinition(ctx, request.product_id))!;
  const stored = json<StoredParam[]>(request.params);
  const wanted = askedNames(definition, stored);
  const shown = shownValues(ctx, valuesOf(request.asset_id), definition, stored, false) as AskedParam[];
  const template = definition.templates.find((t) => t.id === request.template_id);
  return {
    id: request.id,
    product: { id: definition.product.id, name: definition.product.name },
    text: template ? renderTemplate(template.body, definition, stored, { activation_form_url: '' }) : '',
    params: shown
      .filter((p) => wanted.has(p.id))
      .map(({ id, title, description, type, value, value_error, value_choices }) => {
        const { required, choices = [] } = definition.parameters.find((p) => p.name === id)!.constraints;
        return { id, title, description, type, value: type === 'password' ? '' : value, value_error, value_choices, choices, required };
      }),
  };
}

/** The customer's answer moves the request on, in the name of the account that placed it. */
export async function answerForm(ctx: Context, id: string, code: string | undefined, params: readonly ParamInput[]): Promise<void> {
  await pend(await asPlacer(ctx, id, code), id, { params });
}

/** Where the product wants inquiries checked: the answer is kept, and the vendor's extension asked about it, before it counts. */
export async function askAboutForm(ctx: Context, id: string, code: string | undefined, params: ParamInput[]): Promise<Question | undefined> {
  const request = await requestByCode(ctx, id, code);
  if (!questionOf(request, (await readDefinition(ctx, request.product_id))!)) return undefined;
  return validateRequest(await asPlacer(ctx, id, code), id, { asset: { params } });
}

/** Whether the words leave the customer nothing to set right. */
export async function judgeForm(ctx: Context, id: string, code: string | undefined, words: readonly Word[]): Promise<boolean> {
  if (words.every((word) => 'policy' in word && word.policy === 'default')) return true;
  await judgeRequest(await asPlacer(ctx, id, code), id, words);
  return !(await readForm(ctx, id, code)).params.some((p) => p.value_error);
}

async function asPlacer(ctx: Context, id: string, code: string | undefined): Promise<Context> {
  const { provider_id } = await requestByCode(ctx, id, code);
  const { role } = await ctx.tx.selectFrom('account').select('role').where('id', '=', provider_id).executeTakeFirstOrThrow();
  return ctx.as({ actor: { accountId: provider_id, role: role as Role, by: { id: `${id}/form`, name: 'customer form' } } });
}

function askedNames(definition: Definition, stored: readonly StoredParam[]): Set<string> {
  const ordering = new Set(definition.parameters.filter((p) => p.scope === 'asset' && p.phase === 'ordering').map((p) => p.name));
  const flagged = stored.filter((p) => p.value_error && ordering.has(p.id)).map((p) => p.id);
  return new Set([...flagged, ...missingValues(definition, 'asset', stored, 'ordering')]);
}

async function requestByCode(ctx: Context, id: string, code: string | undefined): Promise<RequestRow> {
  const row = await ctx.tx.selectFrom('request').selectAll().where('id', '=', id).where('status', '=', 'inquiring').executeTakeFirst();
  if (!row?.params_form_code || !code || !isSame(code, row.params_form_code)) throw notFound(id);
  return row;
}

function isSame(given: string, kept: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(kept)];
  return a.length === b.length && timingSafeEqual(a, b);
}
