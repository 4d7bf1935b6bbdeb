/**
 * Modules are what permissions are granted for. An API token that has permissions may call only operations of the modules they
 * name; one without any may call all that its account may.
 */
import { invalid, notFound, publicTime } from '../../base/index.ts';
import type { Context } from '../../store/index.ts';
import { json } from '../kit/index.ts';

/** Module id -> tags of the operations that belong to it. What no module names needs no permission. */
// prettier-ignore
const TAGS: Readonly<Record<string, readonly string[]>> = {
  'MD-0001': ['Accounts', 'User', 'Auth'],
  'MD-0002': ['Products', 'Catalog'],
  'MD-0003': ['Marketplaces', 'Hubs', 'Listings'],
  'MD-0004': ['Partners', 'Agreements', 'Contracts'],
  'MD-0005': ['Requests', 'Assets', 'Subscriptions'],
  'MD-0006': ['Usage Reporting'],
  'MD-0007': ['Notifications'],
  'MD-0008': ['Customers', 'Tiers'],
  'MD-0023': ['Helpdesk', 'Conversations'],
  'MD-0024': ['DevOps'],
};

export interface Permission {
  id: string;
  object: { id: string };
  events: { granted: { at: string; by: { id: string; name: string } } };
}

/** Whether somebody limited to these modules may call an operation of this tag. */
export function permits(modules: readonly string[] | undefined, tag: string): boolean {
  if (!modules) return true;
  const owner = Object.keys(TAGS).find((id) => TAGS[id]!.includes(tag));
  return owner === undefined || modules.includes(owner);
}

/** The list with a permission more; the same one again changes nothing. A permission is for a module of the whole account. */
export async function granted(ctx: Context, present: string, accountId: string, input: { id?: string; object?: { id: string } }): Promise<Permission[]> {
  const list = json<Permission[]>(present);
  const module = await findModule(ctx, input.id).catch(() => undefined);
  if (!module) throw invalid('id', `${JSON.stringify(input.id)} is not a module; GET /modules lists them.`);
  if (input.object && input.object.id !== accountId)
    throw invalid('object.id', `${JSON.stringify(input.object.id)} is not allowed; a permission is for the whole account, ${accountId}.`);
  if (list.some((p) => p.id === module.id)) return list;
  return [...list, { id: module.id, object: { id: accountId }, events: { granted: { at: publicTime(ctx.now), by: ctx.actor.by } } }];
}

/** By id or by key, as paths name them. */
export async function findModule(ctx: Context, id: string | undefined): Promise<{ id: string; key: string; name: string }> {
  const wanted = id ?? '';
  const row = await ctx.tx
    .selectFrom('module')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', wanted), eb('key', '=', wanted)]))
    .executeTakeFirst();
  if (!row) throw notFound(wanted);
  return row;
}

/** What applies to every account here; nothing of it can be changed yet. */
export const SETTINGS: Readonly<Record<string, object>> = {
  account: { domain: { verification: { name: '', type: 'TXT', prefix: '' } }, acl: { domain: 'allow', ips: [] }, data: { residency: '' }, mfa: { policy: 'optional' } }, // prettier-ignore
  integrations: { acl: { ips: [] } },
  leads: {},
};
