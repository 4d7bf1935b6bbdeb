/** The text a buyer reads: the request's or asset's template with its values, passwords masked. */
import { notFound } from '../../base/index.ts';
import { findVisible, json, publicApi } from '../kit/index.ts';
import type { AssetRow, Context, RequestRow, StoredParam } from '../../store/index.ts';
import { readDefinition, renderTemplate } from '../products/index.ts';
import { assets, requests } from './fields.ts';
import { formUrl } from './form-code.ts';

export async function renderRequestText(ctx: Context, id: string): Promise<string> {
  const request = await findVisible(ctx, requests, id);
  const text = await textOf(ctx, request, formUrl(await publicApi(ctx), request));
  if (text === undefined) throw notFound(`template of ${id}`);
  return text;
}

export async function renderAssetText(ctx: Context, id: string): Promise<string> {
  const text = await filled(ctx, await findVisible(ctx, assets, id), '');
  if (text === undefined) throw notFound(`template of ${id}`);
  return text;
}

/** Undefined where it has no template. `form`: where the customer's form is. */
export async function textOf(ctx: Context, request: RequestRow, form: string): Promise<string | undefined> {
  return request.activation_tile ?? filled(ctx, request, form);
}

type Templated = Pick<AssetRow | RequestRow, 'product_id' | 'template_id' | 'params'>;

async function filled(ctx: Context, { product_id, template_id, params }: Templated, form: string): Promise<string | undefined> {
  const definition = template_id === null ? undefined : await readDefinition(ctx, product_id);
  const template = definition?.templates.find((t) => t.id === template_id);
  return definition && template && renderTemplate(template.body, definition, json<StoredParam[]>(params), { activation_form_url: form });
}
