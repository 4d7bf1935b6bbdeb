/** Where others reach the API: the host writes it down when it listens, links in texts and answers begin with it. */
import type { Context } from '../../store/index.ts';

const KEY = 'public_api';

/** Origin and base path, `https://entrepot.example/public/v1`; empty before a host has listened. */
export async function publicApi(ctx: Context): Promise<string> {
  return (await ctx.tx.selectFrom('host_meta').select('value').where('key', '=', KEY).executeTakeFirst())?.value ?? '';
}

export async function setPublicApi(ctx: Context, value: string): Promise<void> {
  await ctx.tx.insertInto('host_meta').values({ key: KEY, value }).onConflict((oc) => oc.column('key').doUpdateSet({ value })).execute(); // prettier-ignore
}
