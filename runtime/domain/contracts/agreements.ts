/** Agreements: what a distributor offers its vendors and resellers. Contracts are concluded under them. */
import { invalid, PlatformError } from '../../base/index.ts';
import { FORM_PLACES, requireForm, type FormPlace } from '../forms/index.ts';
import { findVisible, json } from '../kit/index.ts';
import type { AgreementRow, Context } from '../../store/index.ts';
import { agreements } from './fields.ts';
import { CONTRACT_KINDS, type ContractType } from './kinds.ts';
import { insertVersion, type VersionInput } from './versions.ts';

interface Words {
  title?: string;
  description?: string;
  /** Contracts begin active, without enrolment and approval. */
  auto_accept?: boolean;
  /** Custom forms by place: enroll, product, item. */
  forms?: Partial<Record<FormPlace, { id?: string } | null>>;
}

export interface NewAgreement extends Words, VersionInput {
  type: ContractType;
  name: string;
  owner: string;
  marketplace?: string;
  parent?: string;
  sourcing?: string;
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
    sourcing_id: input.sourcing ?? null,
    ...{ version: 1, active: Number(input.active ?? true), versions_made: 1 },
    data: JSON.stringify(dataOf(input)),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('agreement').values(row).execute();
  await insertVersion(ctx, row, 1, input);
  if (row.marketplace_id !== null) await coverMarketplace(ctx, row.id, row.marketplace_id);
  if (input.forms) await setForms(ctx, row.id, input.forms);
  return row;
}

type Ref = { id: string };

/** A distributor's offer: its parent is its own and of the kind the table says, and so is its marketplace. */
export async function offerAgreement(
  ctx: Context,
  input: Words & VersionInput & { type: ContractType; name: string; parent?: Ref | undefined; marketplace?: Ref | undefined; sourcing_agreement?: Ref },
): Promise<AgreementRow> {
  const { type, parent, marketplace, sourcing_agreement: sourcing, ...words } = input;
  const kind = CONTRACT_KINDS[type];
  if (!kind.parent && parent) throw invalid('parent', `a ${type} agreement has no parent.`);
  if (!kind.marketplace && marketplace) throw invalid('marketplace', `a ${type} agreement names no marketplace.`);
  if (kind.parent) await requireParent(ctx, type, kind.parent, parent);
  if (kind.marketplace) await requireMarketplace(ctx, type, marketplace);
  if (sourcing) await requireSourcing(ctx, type, sourcing);
  return createAgreement(ctx, {
    ...words,
    ...{ type, owner: ctx.actor.accountId },
    ...(parent ? { parent: parent.id } : {}),
    ...(marketplace ? { marketplace: marketplace.id } : {}),
    ...(sourcing ? { sourcing: sourcing.id } : {}),
  });
}

export async function updateAgreement(ctx: Context, id: string, input: Words & { name?: string; type?: string }): Promise<void> {
  const row = await ownAgreement(ctx, id);
  if (input.type !== undefined && input.type !== row.type) throw invalid('type', `${JSON.stringify(input.type)} cannot replace ${JSON.stringify(row.type)}.`);
  const { name = row.name, title = row.title, description = row.description } = input;
  const data = JSON.stringify({ ...json<object>(row.data), ...dataOf(input) });
  await ctx.tx.updateTable('agreement').set({ name, title, description, data, updated_at: ctx.now }).where('id', '=', id).execute();
  if (input.forms) await setForms(ctx, id, input.forms);
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
  for (const table of ['agreement_version', 'agreement_form', 'agreement_marketplace', 'agreement_product_group'] as const)
    await ctx.tx.deleteFrom(table).where('agreement_id', '=', id).execute();
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

/** Where what is resold comes from: directly from vendors, or from another seller under its syndication agreement. */
async function requireSourcing(ctx: Context, type: ContractType, { id }: Ref): Promise<void> {
  if (type !== 'syndication') throw invalid('sourcing_agreement', `a ${type} agreement sources nothing; allowed: syndication.`);
  const me = ctx.actor.accountId;
  const row = await ctx.tx.selectFrom('agreement').select(['type', 'owner_id']).where('id', '=', id).executeTakeFirst();
  const concluded = ctx.tx.selectFrom('contract').select('id').where('agreement_id', '=', id).where('owner_id', '=', me).where('status', '=', 'active');
  const mine = row?.type === 'distribution' && row.owner_id === me;
  if (!mine && !(row?.type === 'syndication' && (await concluded.executeTakeFirst())))
    throw invalid('sourcing_agreement.id', `${JSON.stringify(id)} is neither a distribution agreement of yours nor a syndication agreement you have an active contract of.`); // prettier-ignore
}

/** A marketplace of its owner that it is for; once is enough. */
export async function coverMarketplace(ctx: Context, agreementId: string, id: string): Promise<void> {
  const row = { id, agreement_id: agreementId };
  await ctx.tx.insertInto('agreement_marketplace').values(row).onConflict((oc) => oc.columns(['agreement_id', 'id']).doNothing()).execute(); // prettier-ignore
}

/** The forms asked at each place; null takes one away. */
async function setForms(ctx: Context, agreementId: string, given: NonNullable<Words['forms']>): Promise<void> {
  for (const [place, form] of Object.entries(given)) {
    if (!FORM_PLACES.includes(place as FormPlace)) throw invalid(`forms.${place}`, `This place is not known; allowed: ${FORM_PLACES.join(', ')}.`);
    await ctx.tx.deleteFrom('agreement_form').where('agreement_id', '=', agreementId).where('place', '=', place).execute();
    if (!form) continue;
    await requireForm(ctx, form.id, place as FormPlace);
    await ctx.tx.insertInto('agreement_form').values({ agreement_id: agreementId, place, form_id: form.id! }).execute();
  }
}

export async function requireMarketplace(ctx: Context, type: string, marketplace: Ref | undefined): Promise<void> {
  if (!marketplace) throw invalid('marketplace.id', `This field is required: a ${type} agreement is for one marketplace.`);
  const row = await ctx.tx
    .selectFrom('marketplace')
    .select('id')
    .where('id', '=', marketplace.id)
    .where('owner_id', '=', ctx.actor.accountId)
    .executeTakeFirst();
  if (!row) throw invalid('marketplace.id', `${JSON.stringify(marketplace.id)} is not one of your marketplaces.`);
}

function dataOf({ auto_accept }: Words): object {
  return auto_accept === undefined ? {} : { auto_accept };
}
