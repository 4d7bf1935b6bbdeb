/** The text a buyer reads: the request's or asset's template with its values, passwords masked. */
import { notFound } from '../../base/index.ts';
import { findVisible, json, publicApi } from '../kit/index.ts';
import type { Context, StoredParam } from '../../store/index.ts';
import { readDefinition, renderTemplate } from '../products/index.ts';
import { assets, requests } from './fields.ts';
import { formUrl } from './form-code.ts';

export async function renderRequestText(ctx: Context, id: string): Promise<string> {
  const request = await findVisible(ctx, requests, id);
  if (request.activation_tile !== null) return request.activation_tile;
  return filled(ctx, request.product_id, request.template_id, request.params, id, formUrl(await publicApi(ctx), request));
}

export async function renderAssetText(ctx: Context, id: string): Promise<string> {
  const asset = await findVisible(ctx, assets, id);
  return filled(ctx, asset.product_id, asset.template_id, asset.params, id, '');
}

async function filled(ctx: Context, productId: string, templateId: string | null, params: string, id: string, form: string): Promise<string> {
  const definition = await readDefinition(ctx, productId);
  const template = definition?.templates.find((t) => t.id === templateId);
  if (!definition || !template) throw notFound(`template of ${id}`);
  return renderTemplate(template.body, definition, json<StoredParam[]>(params), { activation_form_url: form });
}
