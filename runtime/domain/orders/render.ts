/** Requests and assets in the published JSON shapes (platform-api.md sections 17.3 and 18), a page at a time. */
import { publicTime } from '../../base/index.ts';
import { json, publicApi, referencesIn, rowsById, type EventStamps } from '../kit/index.ts';
import { readDefinition, shownValues, type Definition } from '../products/index.ts';
import type { AssetRow, Context, RequestRow, StoredItem, StoredParam, TierAccountRow } from '../../store/index.ts';
import { formUrl } from './form-code.ts';
import { onlyReads } from './parties.ts';
import { valuesOf } from './values.ts';

type View = 'list' | 'one';

export async function renderRequests(ctx: Context, rows: RequestRow[], view: View): Promise<object[]> {
  const assetRows = await rowsOf(
    ctx,
    rows.map((r) => r.asset_id),
  );
  const shared = await sharedOf(ctx, [...assetRows.values()]);
  // the code in it opens the customer's form: one request at a time, never a list
  const asking = view === 'one' && rows.some((r) => r.params_form_code);
  const api = asking ? await publicApi(ctx) : undefined;
  return rows.map((row) => {
    const asset = assetRows.get(row.asset_id)!;
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
      ...(row.assignee ? { assignee: assigneeText(row.assignee) } : {}),
      activation_key: row.activation_tile ?? '',
      ...(row.effective_date ? { effective_date: publicTime(row.effective_date) } : {}),
      ...(row.planned_date ? { planned_date: publicTime(row.planned_date) } : {}),
      params_form_url: api === undefined || onlyReads(ctx, row) ? '' : formUrl(api, row),
      ...(row.previous_approved_id ? { previous_approved_request: { id: row.previous_approved_id } } : {}),
      ...(template ? { template: { id: template.id, name: template.name, type: template.type } } : {}),
      marketplace: shared.name(row.marketplace_id),
      contract: shared.name(row.contract_id),
      asset: assetJson(ctx, { ...asset, items: row.items, params: row.params }, shared, view),
      events: json<EventStamps>(row.events),
    };
  });
}

/** The published text form: the e-mail address of a user, the id of a token. */
function assigneeText(stored: string): string {
  const { email, id } = json<{ id: string; email?: string }>(stored);
  return email ?? id;
}

export async function renderAssets(ctx: Context, rows: AssetRow[], view: View): Promise<object[]> {
  const shared = await sharedOf(ctx, rows);
  return rows.map((row) => {
    const template = shared.definition(row.product_id)?.templates.find((t) => t.id === row.template_id);
    return {
      ...assetJson(ctx, row, shared, view),
      ...(template ? { template: { id: template.id, name: template.name, type: template.type } } : {}),
      ...(row.open_request_id ? { pending_request: { id: row.open_request_id } } : {}),
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
    params: shownValues(ctx, valuesOf(row.id), definition, json<StoredParam[]>(row.params), mayReadPasswords(ctx, row, view)),
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

function tierJson(row: TierAccountRow | undefined): object {
  if (!row) return {};
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    type: row.type,
    external_id: row.external_id,
    external_uid: row.external_uid,
    tax_id: row.tax_id,
    contact_info: json(row.contact_info),
  };
}

function title(period: string): string {
  return period === 'onetime' ? 'OneTime' : period.charAt(0).toUpperCase() + period.slice(1);
}
