/** What a caller reads instead of a second order: the one that is there, so that it goes on asking about that (platform-api.md section 1.3). */
import { PlatformError } from '../../base/index.ts';
import { publicApi } from '../kit/index.ts';
import type { AssetRow, Context, RequestRow } from '../../store/index.ts';
import { textOf } from './activation.ts';
import { formUrl } from './form-code.ts';

/** A purchase said again names the purchase, whatever came after it. */
export async function alreadyThere(ctx: Context, asset: AssetRow): Promise<PlatformError> {
  const first = await ctx.tx.selectFrom('request').selectAll().where('asset_id', '=', asset.id).orderBy('id').executeTakeFirstOrThrow();
  return conflict(ctx, `asset.external_uid: ${asset.external_uid} already exists as ${asset.id}.`, asset, first);
}

export async function openConflict(ctx: Context, asset: AssetRow): Promise<PlatformError> {
  const open = await ctx.tx.selectFrom('request').selectAll().where('id', '=', asset.open_request_id!).executeTakeFirstOrThrow();
  return conflict(ctx, `asset: ${asset.id} has an open request ${open.id} (${open.status}); finish it first.`, asset, open);
}

async function conflict(ctx: Context, message: string, asset: AssetRow, request: RequestRow): Promise<PlatformError> {
  const form = formUrl(await publicApi(ctx), request);
  return new PlatformError('conflict', message, {
    params: {
      request_id: request.id,
      request_status: request.status,
      asset_id: asset.id,
      asset_status: asset.status,
      fail_message: request.reason,
      params_form_url: form,
      template: { message: (await textOf(ctx, request, form)) ?? '' },
    },
  });
}
