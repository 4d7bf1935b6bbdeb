/** Agreements: what a distributor offers its vendors and resellers. Contracts are concluded under them. */
import { invalid, PlatformError } from '../../base/index.ts';
import { findVisible, json } from '../kit/index.ts';
import type { AgreementRow, Context } from '../../store/index.ts';
import { agreements } from './fields.ts';
import { CONTRACT_KINDS, type ContractType } from './kinds.ts';

interface Words {
  title?: string;
  description?: string;
  document_type?: string;
  link?: string;
  /** Contracts begin active, without enrolment and approval. */
  auto_accept?: boolean;
  /** Custom forms by place: enroll, product, item. */
  forms?: Record<string, unknown>;
}

export interface NewAgreement extends Words {
  type: ContractType;
  name: string;
  owner: string;
  marketplace?: string;
  parent?: string;
}

export async function createAgreement(ctx: Context, input: NewAgreement): Promise<AgreementRow> {
  const row: AgreementRow = {
    id: await ctx.id(CONTRACT_KINDS[input.type].agreement, 'agreement'),
    type: input.type,
    title: input.title ?? input.name.slice(0, 100),
    name: input.name,
    description: input.description ?? '',
    owner_id: input.owner,
    parent_id: input.parent ?? null,
    marketplace_id: input.marketplace ?? null,
    version: 1,
    data: JSON.stringify(dataOf(input)),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('agreement').values(row).execute();
  return row;
}

type Ref = { id: string };

/** A distributor's offer: its parent is its own and of the kind the table says, and so is its marketplace. */
export async function offerAgreement(
  ctx: Context,
  input: Words & { type: ContractType; name: string; parent?: Ref | undefined; marketplace?: Ref | undefined },
): Promise<AgreementRow> {
  const { type, parent, marketplace, ...words } = input;
  const kind = CONTRACT_KINDS[type];
  if (!kind.parent && parent) throw invalid('parent', `a ${type} agreement has no parent.`);
  if (!kind.marketplace && marketplace) throw invalid('marketplace', `a ${type} agreement names no marketplace.`);
  if (kind.parent) await requireParent(ctx, type, kind.parent, parent);
  if (kind.marketplace) await requireMarketplace(ctx, type, marketplace);
  return createAgreement(ctx, {
    ...words,
    ...{ type, owner: ctx.actor.accountId },
    ...(parent ? { parent: parent.id } : {}),
    ...(marketplace ? { marketplace: marketplace.id } : {}),
  });
}

export async function updateAgreement(ctx: Context, id: string, input: Words & { name?: string; type?: string }): Promise<void> {
  const row = await ownAgreement(ctx, id);
  if (input.type !== undefined && input.type !== row.type) throw invalid('type', `${JSON.stringify(input.type)} cannot replace ${JSON.stringify(row.type)}.`);
  const { name = row.name, title = row.title, description = row.description } = input;
  const data = JSON.stringify({ ...json<object>(row.data), ...dataOf(input) });
  await ctx.tx.updateTable('agreement').set({ name, title, description, data, updated_at: ctx.now }).where('id', '=', id).execute();
}

export async function deleteAgreement(ctx: Context, id: string): Promise<void> {
  await ownAgreement(ctx, id);
  for (const [table, column] of [
    ['contract', 'agreement_id'],
    ['agreement', 'parent_id'],
  ] as const) {
    // prettier-ignore
    const user = await ctx.tx.selectFrom(table as 'contract').select('id').where(column as 'agreement_id', '=', id).executeTakeFirst(); // prettier-ignore
    if (user) throw new PlatformError('conflict', `agreement ${id} is used by ${table} ${user.id} and cannot be removed.`);
  }
  await ctx.tx.deleteFrom('agreement').where('id', '=', id).execute();
}

/** Those it is offered to see it too, but only its owner writes it. */
export async function ownAgreement(ctx: Context, id: string): Promise<AgreementRow> {
  const row = await findVisible(ctx, agreements, id, { lock: true });
  if (row.owner_id !== ctx.actor.accountId) throw new PlatformError('forbidden', `agreement ${id} is written by its owner ${row.owner_id} only.`);
  return row;
}

async function requireParent(ctx: Context, type: ContractType, wanted: ContractType, parent: Ref | undefined): Promise<void> {
  if (!parent) throw invalid('parent.id', `This field is required: a ${type} agreement stands below a ${wanted} agreement.`);
  const row = await ctx.tx.selectFrom('agreement').select('type').where('id', '=', parent.id).where('owner_id', '=', ctx.actor.accountId).executeTakeFirst();
  if (row?.type !== wanted) throw invalid('parent.id', `${JSON.stringify(parent.id)} is not one of your ${wanted} agreements.`);
}

async function requireMarketplace(ctx: Context, type: ContractType, marketplace: Ref | undefined): Promise<void> {
  if (!marketplace) throw invalid('marketplace.id', `This field is required: a ${type} agreement is for one marketplace.`);
  const row = await ctx.tx
    .selectFrom('marketplace')
    .select('id')
    .where('id', '=', marketplace.id)
    .where('owner_id', '=', ctx.actor.accountId)
    .executeTakeFirst();
  if (!row) throw invalid('marketplace.id', `${JSON.stringify(marketplace.id)} is not one of your marketplaces.`);
}

function dataOf({ document_type, link, auto_accept, forms }: Words): object {
  return Object.fromEntries(Object.entries({ document_type, link, auto_accept, forms }).filter(([, value]) => value !== undefined));
}
