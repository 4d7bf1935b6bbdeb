/**
 * What can be talked about: each class of objects by the prefix of its ids. The object's own collection decides who sees
 * its conversation, and the named columns tell who its parties are. Products and marketplaces are not among them: they are
 * seen by many who must not see one another.
 */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { invalid, lookUp } from '../../base/index.ts';
import { contracts } from '../contracts/index.ts';
import { cases } from '../helpdesk/index.ts';
import { findVisible, visible, type Collection } from '../kit/index.ts';
import { listingRequests, listings } from '../marketplaces/index.ts';
import { assets, requests } from '../orders/index.ts';
import { configRequests } from '../tier-configs/index.ts';
import { usageFiles } from '../usage/index.ts';
import type { Context } from '../../store/index.ts';

interface Talked {
  noun: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows differ per collection; only ids and parties are read
  collection: Collection<any>;
  parties: readonly string[];
}

const TRADE = ['vendor_id', 'provider_id'] as const;

// prettier-ignore
const OBJECTS: Readonly<Record<string, Talked>> = {
  PR:   { noun: 'Request',         collection: requests,        parties: TRADE },
  AS:   { noun: 'Subscription',    collection: assets,          parties: TRADE },
  TCR:  { noun: 'Tier configuration request', collection: configRequests, parties: TRADE },
  LSTR: { noun: 'Listing request', collection: listingRequests, parties: TRADE },
  LST:  { noun: 'Listing',         collection: listings,        parties: TRADE },
  UF:   { noun: 'Usage file',      collection: usageFiles,      parties: TRADE },
  CA:   { noun: 'Case',            collection: cases,           parties: ['issuer_id', 'receiver_id'] },
  ...Object.fromEntries(['CRP', 'CRD', 'CRS', 'CRC', 'CRR'].map((prefix) => [prefix, { noun: 'Contract', collection: contracts, parties: ['owner_id', 'issuer_id'] }])),
};

function talkedAbout(instanceId: string): Talked {
  const prefix = instanceId.split('-')[0]!;
  const found = lookUp(OBJECTS, prefix);
  if (!found)
    throw invalid(
      'instance_id',
      `${JSON.stringify(instanceId)} is not an object with a conversation; allowed ids begin with ${Object.keys(OBJECTS).join(', ')}.`,
    );
  return found;
}

export const isTalkedAbout = (id: string): boolean => Object.hasOwn(OBJECTS, id.split('-')[0]!);

/** The object, when the account may see it; otherwise the 404 of its own collection. */
export async function findTalked(ctx: Context, instanceId: string): Promise<{ talked: Talked; row: Record<string, string> }> {
  const talked = talkedAbout(instanceId);
  return { talked, row: (await findVisible(ctx, talked.collection, instanceId)) as never };
}

/** Whether the account sees the object a conversation row is about. */
export function seesObject(ctx: Context): RawBuilder<SqlBool> {
  const classes = new Map(Object.values(OBJECTS).map((talked) => [talked.collection.table, talked.collection]));
  const seen = [...classes].map(
    ([table, collection]) =>
      sql`(conversation.object_class = ${table} and exists (select 1 from ${sql.table(table)} where ${sql.ref(`${table}.id`)} = conversation.instance_id and ${visible(ctx, collection)}))`,
  );
  return sql<SqlBool>`(${sql.join(seen, sql` or `)})`;
}

/** Account ids of the parties of each object, by object id; one query per class on a page. */
export async function partiesOf(ctx: Context, rows: readonly { object_class: string; instance_id: string }[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const [table, group] of Map.groupBy(rows, (r) => r.object_class)) {
    const columns = Object.values(OBJECTS).find((talked) => talked.collection.table === table)?.parties ?? [];
    const objects = (await ctx.tx
      .selectFrom(table as 'request')
      .selectAll()
      .where('id', 'in', [...new Set(group.map((r) => r.instance_id))])
      .execute()) as unknown as (Record<string, string> & { id: string })[];
    for (const object of objects) found.set(object.id, [...new Set(columns.map((c) => object[c]!))]);
  }
  return found;
}
