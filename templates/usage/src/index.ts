import { defineExtension, done, Retry, submit, type Asset, type Context, type UsageFile } from 'entrepot';

/** The shape that `settings` in extension.yaml describes. */
interface Settings {
  meterUrl: string;
  product: string;
  item: string;
  currency: string;
}

/** Subscription -> what it used. */
type Readings = Record<string, number>;

const PAGE = 100;

export default defineExtension<Settings>({
  hooks: {
    // on the first of a month: one file for each contract that has something to report
    scheduled_execution: async (ctx, run) => {
      const { from, to } = monthBefore(run.due);
      const readings = await ctx.step('meter', async (step) => {
        const answer = await step.fetch(`${ctx.settings.meterUrl}/usage?from=${from}&to=${to}`);
        if (!answer.ok) throw new Retry({ reason: `the meter answered ${answer.status}` });
        return answer.json<Readings>();
      });
      const used = (await activeAssets(ctx)).filter((asset) => (readings[asset.id] ?? 0) > 0);
      for (const [contract, assets] of Map.groupBy(used, (asset) => asset.contract.id)) {
        const period = { from: `${from} 00:00:00`, to: `${to} 23:59:59` };
        const file = await ctx.step(`file ${contract}`, {
          find: async () => (await ctx.platform.get<UsageFile[]>(`/usage/files?eq(external_id,${from}-${contract})`))[0]?.id,
          create: async () => {
            const { product, currency } = ctx.settings;
            const described = { name: `Usage ${from.slice(0, 7)}`, external_id: `${from}-${contract}`, period: { from, to }, currency };
            return (await ctx.platform.post<UsageFile>('/usage/files', { ...described, product: { id: product }, contract: { id: contract } })).id;
          },
        });
        await ctx.step(`records ${contract}`, {
          // a file takes its records once; after that it is no longer a draft
          find: async () => (await ctx.platform.get<UsageFile>(`/usage/files/${file}`)).status !== 'draft' || undefined,
          create: async () => {
            await ctx.platform.post(`/usage/files/${file}/upload`, { usage_file: sheet(assets, readings, ctx.settings.item, period) });
            return true;
          },
        });
      }
      return done(`${used.length} subscriptions reported`);
    },

    // the platform has read the records and found nothing wrong
    usage_file_request_processing: async (ctx, file) => (file.product.id === ctx.settings.product ? submit() : done('another product')),
  },
});

async function activeAssets(ctx: Context<Settings>): Promise<Asset[]> {
  const all: Asset[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await ctx.platform.get<Asset[]>(`/assets?eq(product.id,${ctx.settings.product})&eq(status,active)&limit=${PAGE}&offset=${offset}`);
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

/** The records as CSV: one a subscription. */
function sheet(assets: Asset[], readings: Readings, item: string, period: { from: string; to: string }): string {
  const head = 'record_id,item_search_criteria,item_search_value,quantity,start_time_utc,end_time_utc,asset_search_criteria,asset_search_value';
  const rows = assets.map(({ id }) => `${id}-${period.from.slice(0, 7)},item.mpn,${item},${readings[id]},${period.from},${period.to},asset.id,${id}`);
  return `${[head, ...rows].join('\n')}\n`;
}

/** First and last day, as `2026-01-01`. */
function monthBefore(due: string): { from: string; to: string } {
  const at = new Date(due);
  const day = (month: number, date: number) => new Date(Date.UTC(at.getUTCFullYear(), month, date)).toISOString().slice(0, 10);
  return { from: day(at.getUTCMonth() - 1, 1), to: day(at.getUTCMonth(), 0) };
}
