/** Tier configurations and their requests in the published JSON shapes (platform-api.md section 16), a page at a time. */
import { publicTime } from '../../base/index.ts';
import { json, publicApi, references, rowsById, type EventStamps } from '../kit/index.ts';
import { readDefinition, shownValues, type Definition } from '../products/index.ts';
import { renderTierAccounts } from '../tiers/index.ts';
import type { Context, StoredParam, TierConfigRequestRow, TierConfigRow } from '../../store/index.ts';
import { valuesOf } from './values.ts';

type View = 'list' | 'one';

export async function renderConfigs(ctx: Context, rows: TierConfigRow[], view: View): Promise<object[]> {
  const definitions = await definitionsOf(ctx, rows);
  const accounts = await rowsById(ctx, 'tier_account', rows.map((r) => r.account_id)); // prettier-ignore
  const shown = new Map((await renderTierAccounts(ctx, [...accounts.values()])).map((a) => [(a as { id: string }).id, a]));
  const [account, marketplace, contract] = [
    await references(ctx, 'account', rows.flatMap((r) => [r.vendor_id, r.provider_id])), // prettier-ignore
    await references(ctx, 'marketplace', rows.map((r) => r.marketplace_id)), // prettier-ignore
    await references(ctx, 'contract', rows.map((r) => r.contract_id)), // prettier-ignore
  ];
  const ids = [...new Set(rows.map((r) => r.connection_id))];
  const lines = ids.length ? await ctx.tx.selectFrom('connection').innerJoin('hub', 'hub.id', 'connection.hub_id').select(['connection.id', 'connection.type', 'connection.status', 'hub.id as hub', 'hub.name as hub_name']).where('connection.id', 'in', ids).execute() : []; // prettier-ignore
  return rows.map((row) => {
    const definition = definitions.get(row.product_id);
    const line = lines.find((l) => l.id === row.connection_id);
    const template = definition?.templates.find((t) => t.id === row.template_id);
    return {
      ...{ id: row.id, name: row.name, status: row.status, tier_level: row.tier_level },
      account: shown.get(row.account_id) ?? { id: row.account_id },
      product: { id: row.product_id, name: definition?.product.name ?? row.product_id, status: definition?.product.status ?? '' },
      connection: {
        ...{ id: row.connection_id, type: line?.type ?? 'production', status: line?.status ?? 'active' },
        ...{ provider: account(row.provider_id), vendor: account(row.vendor_id), hub: { id: line?.hub ?? '', name: line?.hub_name ?? '' } },
      },
      contract: contract(row.contract_id),
      marketplace: marketplace(row.marketplace_id),
      params: shownValues(ctx, valuesOf(row), definition, json<StoredParam[]>(row.params), mayReadPasswords(ctx, row.vendor_id, view)),
      configuration: { params: [] },
      ...(template ? { template: { id: template.id, name: template.name } } : {}),
      ...(row.open_request_id ? { open_request: { id: row.open_request_id } } : {}),
      events: json<EventStamps>(row.events),
    };
  });
}

export async function renderConfigRequests(ctx: Context, rows: TierConfigRequestRow[], view: View): Promise<object[]> {
  const ids = [...new Set(rows.flatMap((r) => [r.config_id, ...(r.parent_config_id ? [r.parent_config_id] : [])]))];
  const found = ids.length ? await ctx.tx.selectFrom('tier_config').selectAll().where('id', 'in', ids).execute() : [];
  const byId = new Map(found.map((c) => [c.id, c]));
  const shown = new Map((await renderConfigs(ctx, found, view)).map((c) => [(c as { id: string }).id, c]));
  const definitions = await definitionsOf(ctx, found);
  // the code in it opens the tier's form: one request at a time, never a list
  const api = view === 'one' && rows.some((r) => r.params_form_code) ? await publicApi(ctx) : undefined;
  return rows.map((row) => {
    const config = byId.get(row.config_id)!;
    const definition = definitions.get(row.product_id);
    const template = definition?.templates.find((t) => t.id === row.template_id);
    const account = (shown.get(row.config_id) as { account: { id: string; name: string } }).account;
    const asking = api !== undefined && row.params_form_code !== null && row.status === 'inquiring';
    return {
      ...{ id: row.id, type: row.type, status: row.status, environment: 'production' },
      configuration: shown.get(row.config_id),
      ...(row.parent_config_id ? { parent_configuration: shown.get(row.parent_config_id) ?? { id: row.parent_config_id } } : {}),
      account,
      params: shownValues(ctx, valuesOf(config), definition, json<StoredParam[]>(row.params), mayReadPasswords(ctx, row.vendor_id, view)),
      tiers: { [`tier${config.tier_level}`]: { id: account.id, name: account.name } },
      ...(row.assignee ? { assignee: json<object>(row.assignee) } : {}),
      ...(template ? { template: { id: template.id, name: template.name } } : {}),
      ...(row.reason ? { reason: row.reason } : {}),
      notes: row.notes,
      activation: { link: asking ? `${api}/tier/config-requests/${row.id}/form?code=${row.params_form_code}` : '' },
      ...(row.previous_approved_id ? { previous_approved_request: { id: row.previous_approved_id } } : {}),
      ...(row.effective_date ? { effective_date: publicTime(row.effective_date) } : {}),
      created: publicTime(row.created_at),
      updated: publicTime(row.updated_at),
      events: json<EventStamps>(row.events),
    };
  });
}

async function definitionsOf(ctx: Context, rows: readonly { product_id: string }[]): Promise<Map<string, Definition>> {
  const definitions = new Map<string, Definition>();
  for (const id of new Set(rows.map((r) => r.product_id))) {
    const definition = await readDefinition(ctx, id);
    if (definition) definitions.set(id, definition);
  }
  return definitions;
}

/** Shown to its vendor reading one object, masked for everybody else and in lists. */
const mayReadPasswords = (ctx: Context, vendorId: string, view: View): boolean => view === 'one' && ctx.actor.accountId === vendorId;
