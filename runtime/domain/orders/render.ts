/** Requests and assets in the published JSON shapes (platform-api.md sections 17.3 and 18), a page at a time. */
import { publicTime } from '../../base/index.ts';
import { json, referencesIn, rowsById, type EventStamps } from '../kit/index.ts';
import { readDefinition, type Definition } from '../products/index.ts';
import type { AssetRow, Context, RequestRow, StoredItem, StoredParam, TierAccountRow } from '../../store/index.ts';
import { MASK, plainValue } from './params.ts';

type View = 'list' | 'one';

export async function renderRequests(ctx: Context, rows: RequestRow[], view: View): Promise<object[]> {
  const assetRows = await rowsOf(
    ctx,
    rows.map((r) => r.asset_id),
  );
  const shared = await sharedOf(ctx, [...assetRows.values()]);
  return rows.map((row) => {
    const asset = assetRows.get(row.asset_id)!;
    const stamps = json<EventStamps>(row.events);
    const templates = shared.definition(row.product_id)?.templates ?? [];
    const template = templates.find((t) => t.id === row.template_id);
    return {
      id: row.id,
      type: row.type,
      status: row.status,
      note: row.note,
      reason: row.reason,
      created: publicTime(row.created_at),
      updated: publicTime(row.updated_at),
      answered: stamps['approved']?.at ?? stamps['failed']?.at ?? null,
      assignee: row.assignee ? json(row.assignee) : null,
      activation_key: row.activation_tile ?? '',
      effective_date: row.effective_date,
      planned_date: row.planned_date,
      params_form_url: row.params_form_code && row.status === 'inquiring' ? `/forms/requests/${row.id}?code=${row.params_form_code}` : '',
      previous_approved_request: row.previous_approved_id ? { id: row.previous_approved_id } : null,
      ...(template ? { template: { id: template.id, name: template.name, type: template.type } } : {}),
      marketplace: shared.name(row.marketplace_id),
      contract: shared.name(row.contract_id),
      asset: assetJson(ctx, { ...asset, items: row.items, params: row.params }, shared, view),
      events: stamps,
    };
  });
}

export async function renderAssets(ctx: Context, rows: AssetRow[], view: View): Promise<object[]> {
  const shared = await sharedOf(ctx, rows);
  return rows.map((row) => {
    const template = shared.definition(row.product_id)?.templates.find((t) => t.id === row.template_id);
    return {
      ...assetJson(ctx, row, shared, view),
      template: template ? { id: template.id, name: template.name, type: template.type } : null,
      pending_request: row.open_request_id ? { id: row.open_request_id } : null,
    };
  });
}

async function rowsOf(ctx: Context, ids: string[]): Promise<Map<string, AssetRow>> {
  if (!ids.length) return new Map();
  const rows = await ctx.tx
    .selectFrom('asset')
    .selectAll()
    .where(() => ctx.dialect.among('id', [...new Set(ids)]))
    .execute();
  return new Map(rows.map((r) => [r.id, r]));
}

type Shared = Awaited<ReturnType<typeof sharedOf>>;

/** Everything that rows of one page refer to, read once. */
async function sharedOf(ctx: Context, rows: AssetRow[]) {
  const definitions = new Map<string, Definition>();
  for (const id of new Set(rows.map((r) => r.product_id))) {
    const definition = await readDefinition(ctx, id);
    if (definition) definitions.set(id, definition);
  }
  const tiers = await rowsById(
    ctx,
    'tier_account',
    rows.flatMap((r) => Object.values(json<Record<string, string | null>>(r.tiers)).filter((id) => id !== null)),
  );
  const connectionIds = [...new Set(rows.map((r) => r.connection_id))];
  const connections = connectionIds.length
    ? await ctx.tx
        .selectFrom('connection')
        .select(['id', 'type'])
        .where(() => ctx.dialect.among('id', connectionIds))
        .execute()
    : [];
  const name = await referencesIn(ctx, {
    account: rows.flatMap((r) => [r.vendor_id, r.provider_id]),
    hub: rows.map((r) => r.hub_id),
    marketplace: rows.map((r) => r.marketplace_id),
    contract: rows.map((r) => r.contract_id),
  });
  return {
    definition: (id: string) => definitions.get(id),
    tier: (id: string | null) => (id === null ? undefined : tiers.get(id)),
    connectionType: (id: string) => connections.find((c) => c.id === id)?.type ?? 'production',
    name,
  };
}

function assetJson(ctx: Context, row: AssetRow, shared: Shared, view: View): object {
  const definition = shared.definition(row.product_id);
  const tiers = json<Record<string, string | null>>(row.tiers);
  return {
    id: row.id,
    status: row.status,
    external_id: row.external_id,
    external_uid: row.external_uid,
    product: { id: row.product_id, name: definition?.product.name ?? row.product_id, status: definition?.product.status ?? '' },
    connection: {
      id: row.connection_id,
      type: shared.connectionType(row.connection_id),
      provider: shared.name(row.provider_id),
      vendor: shared.name(row.vendor_id),
      hub: shared.name(row.hub_id),
    },
    events: json<EventStamps>(row.events),
    items: json<StoredItem[]>(row.items).map((item) => itemJson(item, definition)),
    params: paramsJson(ctx, row.id, json<StoredParam[]>(row.params), definition, mayReadPasswords(ctx, row, view)),
    tiers: {
      customer: tierJson(shared.tier(tiers['customer'] ?? null)),
      tier1: tierJson(shared.tier(tiers['tier1'] ?? null)),
      tier2: tierJson(shared.tier(tiers['tier2'] ?? null)),
    },
    configuration: { params: [] },
    marketplace: shared.name(row.marketplace_id),
    contract: shared.name(row.contract_id),
  };
}

/** A password is shown to its vendor, reading one object; lists and everybody else see a mask (platform-api.md section 9). */
function mayReadPasswords(ctx: Context, row: AssetRow, view: View): boolean {
  return view === 'one' && ctx.actor.accountId === row.vendor_id;
}

function itemJson(stored: StoredItem, definition: Definition | undefined): object {
  const item = definition?.items.find((i) => i.local_id === stored.id);
  return {
    id: stored.id,
    global_id: item?.id ?? stored.id.replaceAll('_', '-'),
    mpn: item?.mpn ?? '',
    old_quantity: stored.old_quantity,
    quantity: stored.quantity,
    type: item ? (json<{ name: string }>(item.unit).name ?? 'unit') : '',
    display_name: item?.name ?? '',
    period: title(item?.period ?? ''),
    item_type: item?.type === 'ppu' ? 'PPU' : 'Reservation',
    params: [],
  };
}

function paramsJson(ctx: Context, assetId: string, stored: StoredParam[], definition: Definition | undefined, passwords: boolean): object[] {
  return (definition?.parameters ?? [])
    .filter((p) => p.scope === 'asset' && p.phase !== 'configuration')
    .map((p) => {
      const own = stored.find((s) => s.id === p.name);
      const masked = p.type === 'password' && !passwords && own?.value;
      return {
        id: p.name,
        name: p.name,
        title: p.title,
        description: p.description,
        type: p.type,
        phase: p.phase,
        scope: p.scope,
        value: masked ? MASK : plainValue(ctx, assetId, p, own),
        ...(own?.structured_value ? { structured_value: own.structured_value } : {}),
        value_error: own?.value_error ?? '',
        ...(own?.structured_error ? { structured_error: own.structured_error } : {}),
        value_choices: p.constraints.choices ?? [],
        constraints: { required: p.constraints.required, hidden: p.constraints.hidden ?? false, unique: p.constraints.unique ?? false },
      };
    });
}

function tierJson(row: TierAccountRow | undefined): object {
  if (!row) return {};
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    type: row.type,
    external_id: row.external_id,
    external_uid: row.external_uid,
    contact_info: json(row.contact_info),
  };
}

function title(period: string): string {
  return period === 'onetime' ? 'OneTime' : period.charAt(0).toUpperCase() + period.slice(1);
}
