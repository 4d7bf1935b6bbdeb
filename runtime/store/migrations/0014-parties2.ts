/**
 * The rest of the contract flow: groups, media, contacts and settings of accounts and users, tokens with a second secret, versions of
 * agreements with documents, forms and the answers to them, what agreements cover, partners, posts, and the general lists.
 */
import type { Migration } from './index.ts';

/** Both sides of an open contract see the other as a partner; which of them looks is `viewer_id`. */
const PARTNERS = `create view partner as
  select link.viewer_id, account.id, account.name, account.type, account.role, account.external_id, account.data, link.status,
    link.program, link.service, link.distribution, link.syndication,
    (select count(*) from listing where (listing.vendor_id = account.id and listing.provider_id = link.viewer_id)
       or (listing.provider_id = account.id and listing.vendor_id = link.viewer_id)) as listings
  from (select viewer_id, partner_id, min(status) as status,
      sum(case type when 'program' then 1 else 0 end) as program, sum(case type when 'service' then 1 else 0 end) as service,
      sum(case type when 'distribution' then 1 else 0 end) as distribution, sum(case type when 'syndication' then 1 else 0 end) as syndication
    from (${['issuer_id', 'owner_id']
      .map(
        (side, i, both) => `select ${side} as viewer_id, ${both[1 - i]} as partner_id, type,
          case status when 'active' then 'active' else 'invited' end as status
        from contract where status in ('enrolling', 'pending', 'active')`,
      )
      .join(' union all ')}) as side group by viewer_id, partner_id) as link
  join account on account.id = link.partner_id`;

/** The accounts of a person, who is known by the same e-mail address in each. */
const MEMBERSHIPS = `create view membership as
  select one.id as user_id, account.* from account_user as one join account_user as other on other.email = one.email
  join account on account.id = other.account_id`;

/** What is sold under an agreement, and where. */
const SOLD = [
  `create view agreement_product as
    select distinct contract.agreement_id, product.id, product.name, product.status, product.short_description
    from listing join contract on contract.id = listing.contract_id join product on product.id = listing.product_id where listing.status = 'listed'`,
  `create view agreement_product_marketplace as
    select distinct contract.agreement_id, listing.product_id, marketplace.id, marketplace.name
    from listing join contract on contract.id = listing.contract_id join marketplace on marketplace.id = listing.marketplace_id
    where listing.status = 'listed'`,
];

const MODULES = [
  ['MD-0001', 'account', 'Account'],
  ['MD-0002', 'products', 'Products'],
  ['MD-0003', 'marketplaces', 'Marketplaces'],
  ['MD-0004', 'partners', 'Partners'],
  ['MD-0005', 'subscriptions', 'Subscriptions'],
  ['MD-0006', 'usage', 'Usage'],
  ['MD-0007', 'integrations', 'Integrations'],
  ['MD-0008', 'customers', 'Customers'],
  ['MD-0023', 'helpdesk', 'Helpdesk'],
  ['MD-0024', 'devops', 'DevOps'],
  ['MD-0032', 'leads', 'Leads'],
];

const INDUSTRIES = [
  ...['Agriculture', 'Automotive', 'Banking and finance', 'Construction', 'Education', 'Energy', 'Government', 'Healthcare', 'Hospitality'],
  ...['Insurance', 'Manufacturing', 'Media', 'Non-profit', 'Professional services', 'Retail', 'Technology', 'Telecommunications', 'Transport'],
];

const COUNTRIES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV ' +
  'CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL ' +
  'IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU ' +
  'MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN ' +
  'SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW';
const NAMES = new Intl.DisplayNames('en', { type: 'region' });

function rows(table: string, values: string[][]): string[] {
  const text = values.map((row) => `(${row.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`);
  return [`insert into ${table} values ${text.join(', ')}`];
}

export const partiesWhole: Migration = {
  name: '0014-parties2',
  up: () => [
    `alter table account_user add column data text not null default '{}'`,
    `alter table account_user add column events text not null default '{}'`,
    `create index account_user_address on account_user (email)`,
    `create index account_user_invited on account_user (updated_at) where status = 'invited'`,
    `create table account_group (id text primary key, account_id text not null, name text not null, description text not null, color text,
       external_id text, revision integer not null, permissions text not null, events text not null, created_at text not null)`,
    `create index account_group_account on account_group (account_id, name)`,
    `create table group_user (id text not null, group_id text not null, added text not null, added_at text not null, primary key (group_id, id))`,
    `create index group_user_user on group_user (id)`,
    `create table account_media (id text primary key, account_id text not null, name text not null, position integer not null, type text not null,
       url text, description text not null, media_type text not null, content text not null)`,
    `create index account_media_account on account_media (account_id, position)`,
    `create table user_contact (id text primary key, user_id text not null, account_id text not null, type text not null, value text not null,
       status text not null, tags text not null, events text not null, created_at text not null)`,
    `create index user_contact_user on user_contact (user_id)`,
    `create table user_setting (user_id text not null, key text not null, value text not null, primary key (user_id, key))`,
    `create table user_session (id text primary key, user_id text not null, account_id text not null, status text not null, host text,
       location text not null, device text not null, events text not null, created_at text not null)`,
    `create index user_session_user on user_session (user_id, created_at)`,
    `alter table token add column renewed_hash text`,
    `alter table token add column renewed_expires_at text`,
    `alter table token add column permissions text not null default '[]'`,
    `alter table token add column extension text not null default '{}'`,
    `alter table token add column events text not null default '{}'`,
    `create index token_pending on token (created_at) where status = 'pending'`,
    `create index token_ending on token (expires_at) where status = 'active' and expires_at is not null`,
    `create table module (id text primary key, key text not null, name text not null)`,
    `create table industry (id text primary key, name text not null)`,
    `create table country (id text primary key, name text not null)`,
    ...rows('module', MODULES),
    ...rows('industry', INDUSTRIES.map((name, i) => [`IND-${String(i + 1).padStart(3, '0')}`, name])), // prettier-ignore
    ...rows('country', COUNTRIES.split(' ').map((code) => [code, NAMES.of(code) ?? code])), // prettier-ignore
    `create table form (id text primary key, owner_id text not null, name text not null, type text not null, status text not null,
       version integer not null, schema text not null, events text not null, created_at text not null)`,
    `create index form_owner on form (owner_id)`,
    `create table form_version (id text primary key, form_id text not null, version integer not null, name text not null, type text not null,
       schema text not null, events text not null, created_at text not null)`,
    `create unique index form_version_of on form_version (form_id, version)`,
    `alter table agreement add column active integer not null default 1`,
    `alter table agreement add column versions_made integer not null default 1`,
    `create table agreement_version (id text primary key, agreement_id text not null, version integer not null, active integer not null,
       document_type text not null, link text, file text, author text not null, created_at text not null)`,
    `create unique index agreement_version_of on agreement_version (agreement_id, version)`,
    `insert into agreement_version (id, agreement_id, version, active, document_type, author, created_at)
       select id || '-001', id, version, 1, 'none', '{"id":"system","name":"system"}', created_at from agreement`,
    `create table agreement_form (agreement_id text not null, place text not null, form_id text not null, primary key (agreement_id, place))`,
    `create index agreement_form_form on agreement_form (form_id)`,
    `create table agreement_marketplace (id text not null, agreement_id text not null, primary key (agreement_id, id))`,
    `insert into agreement_marketplace (id, agreement_id) select marketplace_id, id from agreement where marketplace_id is not null`,
    `create table contract_data (id text primary key, contract_id text not null, type text not null, product_id text, item_id text,
       data text not null, form_version text, created_at text not null, updated_at text not null)`,
    `create unique index contract_data_of on contract_data (contract_id, type, coalesce(product_id, ''), coalesce(item_id, ''))`,
    `create table product_group (id text primary key, owner_id text not null, name text not null, description text not null, events text not null,
       created_at text not null, updated_at text not null)`,
    `create index product_group_owner on product_group (owner_id)`,
    `create table product_group_product (id text not null, group_id text not null, primary key (group_id, id))`,
    `create table agreement_product_group (id text not null, agreement_id text not null, primary key (agreement_id, id))`,
    `create index agreement_product_group_group on agreement_product_group (id)`,
    // a contract is under one version of its agreement; seen from there it is an object of its own
    `create view contract_version as select * from contract`,
    PARTNERS,
    ...SOLD,
    MEMBERSHIPS,
    `create table post (id text primary key, owner_id text not null, name text not null, external_id text, audience text not null,
       anonymous integer not null, title text not null, subtitle text not null, content text not null, cover text not null, status text not null,
       version integer not null, events text not null, created_at text not null, updated_at text not null)`,
    `create index post_owner on post (owner_id, created_at)`,
    `create table post_version (id text primary key, post_id text not null, version integer not null, data text not null, created_at text not null)`,
    `create unique index post_version_of on post_version (post_id, version)`,
  ],
};
