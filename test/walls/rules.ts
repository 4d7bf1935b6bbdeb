/**
 * Whose every row is, told a second time and from the raw rows alone: what `visible` answers is compared with this, and so is each
 * id and each word that an answer holds. Nothing here is taken from the code that it judges.
 */
import { sql } from 'kysely';
import { SYSTEM, type Store } from '../../runtime/store/index.ts';
import { WORD } from './world.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows of every table there is
export type Row = Record<string, any>;
type Rule = (row: Row, me: Me, db: Raw) => boolean;

export interface Me {
  id: string;
  role: string;
}

const mine =
  (...columns: string[]): Rule =>
  (row, me) =>
    columns.some((column) => row[column] === me.id);
/** As whoever sees the row of another table that it belongs to. */
const with_ =
  (table: string, column: string): Rule =>
  (row, me, db) =>
    db.sees(table, row[column] as string, me);
const everybody: Rule = () => true;
const trade = mine('vendor_id', 'provider_id');
const within = mine('account_id');

const SHARED = ['pending', 'accepted', 'rejected', 'closed'];
const ACCEPTED = ['accepted', 'closed'];

/** Whether a resold asset went through an account. */
const passed = (asset: unknown, me: Me, db: Raw): boolean => db.rows('asset_seller').some((s) => s['id'] === asset && s['account_id'] === me.id);
/** Whether an agreement that an account has an active contract of covers a product. */
const resells = (product: Row, me: Me, db: Raw): boolean =>
  db.rows('contract').some((c) => c['owner_id'] === me.id && c['status'] === 'active' &&
    db.rows('agreement_product_group').some((g) => g['agreement_id'] === c['agreement_id'] &&
      db.rows('product_group_product').some((p) => p['group_id'] === g['id'] && p['id'] === product['id']))); // prettier-ignore

/** A public product, for who lists it, distributes its vendor or may sell it on. */
const sells = (product: Row | undefined, me: Me, db: Raw): boolean =>
  product !== undefined &&
  ['published', 'endofsale'].includes(product['status'] as string) &&
  (db.rows('listing').some((l) => l['product_id'] === product['id'] && l['provider_id'] === me.id) ||
    db.rows('contract').some((c) => c['owner_id'] === product['owner_id'] && c['issuer_id'] === me.id && c['status'] === 'active') ||
    resells(product, me, db));
const ofProduct =
  (shared: (row: Row) => boolean): Rule =>
  (row, me, db) => {
    const product = db.find('product', row['product_id'] as string);
    return product?.['owner_id'] === me.id || (sells(product, me, db) && shared(row));
  };
/** Who has a contract under an agreement, or an active one under the agreement above. */
const offered = (agreement: Row | undefined, me: Me, db: Raw): boolean =>
  agreement !== undefined &&
  db.rows('contract').some((c) => c['owner_id'] === me.id && (c['agreement_id'] === agreement['id'] || (c['agreement_id'] === agreement['parent_id'] && c['status'] === 'active'))); // prettier-ignore
const soldUnder =
  (product: string): Rule =>
  (row, me, db) =>
    db.rows('listing').some((l) => {
      const contract = db.find('contract', l['contract_id'] as string);
      const here = contract?.['agreement_id'] === row['agreement_id'] && l['product_id'] === row[product];
      return here && [contract?.['issuer_id'], l['vendor_id'], l['provider_id']].includes(me.id);
    });
const SLOTS = ['customer', 'tier1', 'tier2'];
const inOrderOf = (row: Row, me: Me, db: Raw, drafts: boolean): boolean =>
  db.rows('asset').some((a) => {
    const tiers = JSON.parse(a['tiers'] as string) as Record<string, string>;
    return (
      (a['vendor_id'] === me.id || (drafts && passed(a['id'], me, db))) &&
      (drafts || a['status'] !== 'draft') &&
      SLOTS.some((slot) => tiers[slot] === row['id'])
    );
  });

/** Table -> whether an account sees a row of it as an object of its own. */
// prettier-ignore
export const RULES: Readonly<Record<string, Rule>> = {
  account:      mine('id'),            account_user: within,  account_group: within, account_media: within,
  token:        within,                user_contact: within,  user_session:  within, unit:          within,
  membership:   mine('id'),            group_user: with_('account_group', 'group_id'),
  webhook:      within,                installation: within,  task: within,
  replay:       within,                breaker: within,
  usage_reconciliation: within,        usage_rule: within,
  category: everybody, module: everybody, country: everybody, industry: everybody, notice: everybody,

  form: (row, me, db) => row['owner_id'] === me.id || db.rows('agreement_form').some((f) => f['form_id'] === row['id'] && offered(db.find('agreement', f['agreement_id'] as string), me, db)),
  form_version: with_('form', 'form_id'),
  agreement: (row, me, db) => row['owner_id'] === me.id || offered(row, me, db),
  agreement_version: with_('agreement', 'agreement_id'),
  agreement_marketplace: with_('agreement', 'agreement_id'),
  agreement_product_group: with_('agreement', 'agreement_id'),
  agreement_product: soldUnder('id'),
  agreement_product_marketplace: soldUnder('product_id'),
  contract: mine('owner_id', 'issuer_id'),
  contract_version: mine('owner_id', 'issuer_id'),
  contract_data: with_('contract', 'contract_id'),
  partner: mine('viewer_id'),
  product_group: mine('owner_id'),
  post: (row, me, db) => row['status'] !== 'deleted' && (row['owner_id'] === me.id || (row['status'] === 'published' && ['any', me.role].includes(row['audience'] as string) &&
    db.rows('contract').some((c) => c['status'] === 'active' && [c['owner_id'], c['issuer_id']].includes(me.id) && [c['owner_id'], c['issuer_id']].includes(row['owner_id'])))),
  post_version: (row, me, db) => db.find('post', row['post_id'] as string)?.['owner_id'] === me.id,

  product: (row, me, db) => (row['owner_id'] === me.id && row['status'] !== 'deleted') || sells(row, me, db),
  item: ofProduct((row) => row['status'] !== 'draft'),
  parameter: ofProduct((row) => row['phase'] === 'ordering' || ['view', 'edit'].includes((JSON.parse(row['constraints'] as string) as Row)['shared'] as string)),
  template: ofProduct(() => true),
  product_version: ofProduct((row) => row['is_public'] === 1),
  product_part: (row, me, db) => ofProduct(() => row['shared'] === 1)(row, me, db) && (row['version'] === 0 || db.sees('product_version', `${row['product_id']}/${row['version']}`, me)),

  marketplace: (row, me, db) => row['owner_id'] === me.id || db.rows('contract').some((c) => c['marketplace_id'] === row['id'] && c['owner_id'] === me.id && ['active', 'pending'].includes(c['status'] as string)),
  hub: (row, me, db) => row['owner_id'] === me.id || (me.role === 'vendor' && db.rows('contract').some((c) => c['issuer_id'] === row['owner_id'] && c['owner_id'] === me.id && c['status'] === 'active')),
  marketplace_hub: (row, me, db) => db.find('hub', row['hub_id'] as string)?.['owner_id'] === me.id,
  connection: trade,
  listing: (row, me, db) => trade(row, me, db) || db.find('listing', row['source_id'] as string)?.['provider_id'] === me.id,
  listing_request: (row, me) => row['vendor_id'] === me.id || (row['provider_id'] === me.id && row['submitted_at'] !== null),

  tier_account: (row, me, db) => row['owner_id'] === me.id || inOrderOf(row, me, db, false),
  tier_account_request: trade, tier_config: trade, tier_config_request: trade,
  request: (row, me, db) => trade(row, me, db) || passed(row['asset_id'], me, db),
  asset: (row, me, db) => trade(row, me, db) || passed(row['id'], me, db),
  billing_request: (row, me, db) => row['provider_id'] === me.id || (row['type'] === 'vendor' && (row['vendor_id'] === me.id || passed(row['asset_id'], me, db))),

  usage_file: (row, me) => row['status'] !== 'deleted' && (row['vendor_id'] === me.id || (row['provider_id'] === me.id && SHARED.includes(row['status'] as string))),
  usage_category: with_('usage_file', 'file_id'),
  usage_record_shown: (row, me) => row['file_status'] !== 'deleted' && (row['vendor_id'] === me.id || (row['file_provider_id'] === me.id && SHARED.includes(row['file_status'] as string)) || (row['provider_id'] === me.id && ACCEPTED.includes(row['file_status'] as string))),
  usage_chunk: mine('vendor_id', 'provider_id', 'file_provider_id'),
  usage_aggregate: mine('vendor_id', 'provider_id', 'file_provider_id'),

  helpdesk_case: mine('issuer_id', 'receiver_id'),
  case_attachment: with_('helpdesk_case', 'case_id'),
  conversation: (row, me, db) => (row['type'] === 'conversation' || row['account_id'] === me.id) && db.sees(row['object_class'] as string, row['instance_id'] as string, me),
  message_line: (row, me, db) => db.sees('conversation', row['conversation_id'] as string, me) &&
    (row['type'] === 'message' || row['account_id'] === me.id || (row['type'] === 'state_change' && (JSON.parse(row['accounts'] as string) as string[]).includes(me.id))),
  event: (row, me) => (JSON.parse(row['accounts'] as string) as string[]).includes(me.id),

  extension: (row, me, db) => row['owner_id'] === me.id || db.rows('installation').some((i) => i['extension_id'] === row['id'] && i['account_id'] === me.id) || db.find('account', row['owner_id'] as string)?.['role'] === 'operator',
  environment: with_('extension', 'extension_id'),
  package_summary: with_('extension', 'extension_id'),
  runner_token: () => false,
};

/** Lists that show other rows of a table than its rule says. */
export const OTHER_ROWS: Readonly<Record<string, Rule>> = {
  listServiceInstallations: (row, me, db) => db.find('extension', row['extension_id'] as string)?.['owner_id'] === me.id,
};

/** What an answer may hold besides its own rows, as a part of those: whatever an order names, its vendor and the sellers it passed read in it. */
const PARTS: Readonly<Record<string, Rule>> = {
  tier_account: (row, me, db) => inOrderOf(row, me, db, true),
  tier_account_version: (row, me, db) => db.sees('tier_account', row['id'] as string, me),
  product_group: (row, me, db) =>
    db.rows('agreement_product_group').some((c) => c['id'] === row['id'] && db.sees('agreement', c['agreement_id'] as string, me)),
  message: (row, me, db) => db.sees('message_line', row['id'] as string, me),
  helpdesk_settings: everybody,
  usage_record: (row, me, db) => db.sees('usage_record_shown', row['id'] as string, me),
  user_setting: (row, me, db) => db.sees('account_user', row['user_id'] as string, me),
  // its master is shown to its vendor, and what was published of it to those who sell it
  product: (row, me) => row['owner_id'] === me.id,
};

const ID = /\b[A-Z]{2,5}(?:-\d{2,}){1,7}\b/g;

/** All rows of all tables, as they are now. */
export class Raw {
  readonly #tables: ReadonlyMap<string, Row[]>;
  readonly #byId = new Map<string, Map<string, Row>>();
  readonly #known = new Map<string, { ids: Set<string>; words: Set<string> }>();
  /** Ids of everything. */
  readonly ids = new Set<string>();

  private constructor(tables: ReadonlyMap<string, Row[]>) {
    this.#tables = tables;
    for (const [table, rows] of tables) {
      this.#byId.set(table, new Map(rows.map((row) => [row['id'] as string, row])));
      for (const row of rows) for (const id of String(row['id']).match(ID) ?? []) this.ids.add(id);
    }
  }

  static async read(store: Store): Promise<Raw> {
    const names = [...new Set([...Object.keys(RULES), ...Object.keys(PARTS), 'agreement_form', 'asset_seller', 'product_group_product'])];
    return store.read(SYSTEM, async (ctx) => {
      const tables = new Map<string, Row[]>();
      for (const name of names) tables.set(name, (await sql<Row>`select * from ${sql.table(name)}`.execute(ctx.tx)).rows);
      return new Raw(tables);
    });
  }

  rows(table: string): Row[] {
    return this.#tables.get(table)!;
  }
  find(table: string, id: string): Row | undefined {
    return this.#byId.get(table)?.get(id);
  }
  sees(table: string, id: string, me: Me): boolean {
    const row = this.find(table, id);
    return row !== undefined && RULES[table]!(row, me, this);
  }

  /** Ids and words in the rows that an account sees, and in what is a part of them. */
  known(me: Me): { ids: ReadonlySet<string>; words: ReadonlySet<string> } {
    const present = this.#known.get(me.id);
    if (present) return present;
    const made = { ids: new Set<string>(), words: new Set<string>() };
    this.#known.set(me.id, made);
    for (const [table, rows] of this.#tables)
      for (const row of rows) {
        if (!RULES[table]?.(row, me, this) && !PARTS[table]?.(row, me, this)) continue;
        const text = JSON.stringify(row);
        for (const id of text.match(ID) ?? []) made.ids.add(id);
        // a product of another vendor is read as it was published
        if (table === 'product' && row['owner_id'] !== me.id) continue;
        for (const word of text.match(WORD) ?? []) made.words.add(word);
      }
    return made;
  }
}
