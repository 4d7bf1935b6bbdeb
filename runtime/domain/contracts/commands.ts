/** Contracts: concluded under an agreement, moved by their two sides. Every change is an event that names the new status. */
import { randomBytes } from 'node:crypto';
import { invalid, nextState, PlatformError, publicTime } from '../../base/index.ts';
import { findVisible, json, stamped } from '../kit/index.ts';
import { formOf, requireAnswers } from './answers.ts';
import type { AgreementRow, Context, ContractRow } from '../../store/index.ts';
import { agreements, contracts } from './fields.ts';
import { CONTRACT_KINDS, type ContractType } from './kinds.ts';
import { contractLifecycles, type ContractAction } from './lifecycle.ts';
import { emitContract } from './told.ts';

export async function createContract(ctx: Context, input: { agreement: AgreementRow; owner: string; name?: string; status: string }): Promise<ContractRow> {
  const { agreement, status } = input;
  const row: ContractRow = {
    id: await ctx.id(CONTRACT_KINDS[agreement.type as ContractType].contract, 'contract'),
    type: agreement.type,
    status,
    name: input.name ?? agreement.name,
    agreement_id: agreement.id,
    marketplace_id: agreement.marketplace_id,
    owner_id: input.owner,
    issuer_id: agreement.owner_id,
    version: agreement.version,
    note: '',
    data: JSON.stringify({
      creator: ctx.actor.by,
      ...(CONTRACT_KINDS[agreement.type as ContractType].begins === 'issuer' ? { activation: { code: invitationCode() } } : {}),
    }),
    events: stamped(ctx, undefined, 'created', 'updated', ...(status === 'active' ? ['signed'] : [])),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('contract').values(row).execute();
  emitContract(ctx, row);
  return row;
}

export interface NewContract {
  name?: string | undefined;
  /** The counterparty, where the issuer begins; who enrols is the counterparty itself. */
  owner?: { id: string } | undefined;
}

/** Program and service contracts are an invitation by the issuer; the others are asked for by the counterparty. */
export async function concludeContract(ctx: Context, agreementId: string, input: NewContract): Promise<ContractRow> {
  const agreement = await findVisible(ctx, agreements, agreementId, { lock: true });
  const type = agreement.type as ContractType;
  const kind = CONTRACT_KINDS[type];
  const me = ctx.actor.accountId;
  const mine = agreement.owner_id === me;
  if (mine !== (kind.begins === 'issuer'))
    throw new PlatformError(
      'forbidden',
      `a ${type} contract is begun by ${kind.begins === 'issuer' ? 'the owner of the agreement' : `a ${kind.owners.join(' or ')} it is offered to`}.`,
    );
  const owner = mine ? await requireOwner(ctx, kind.owners, input.owner) : me;
  if (!mine && !kind.owners.includes(ctx.actor.role))
    throw new PlatformError('forbidden', `a ${type} contract is for ${kind.owners.join(' or ')}; you are ${ctx.actor.role}.`);
  if (!agreement.active) throw new PlatformError('validation', `agreement: ${agreement.id} has no active version; contracts are concluded under one.`);
  await requireParentContract(ctx, agreement, owner);
  const open = await ctx.tx
    .selectFrom('contract')
    .select(['id', 'status'])
    .where('agreement_id', '=', agreement.id)
    .where('owner_id', '=', owner)
    .where('status', 'in', ['enrolling', 'pending', 'active'])
    .executeTakeFirst();
  if (open) throw new PlatformError('conflict', `${open.id} of ${owner} under this agreement is ${open.status}.`, { params: { contract_id: open.id } });
  const auto = kind.begins === 'owner' && json<{ auto_accept?: boolean }>(agreement.data).auto_accept === true;
  return createContract(ctx, { agreement, owner, status: auto ? 'active' : kind.initial, ...(input.name === undefined ? {} : { name: input.name }) });
}

/** Action -> the published stamps it leaves. */
const STAMPS = { enroll: 'enrolled', refine: 'refined', sign: 'signed', reject: 'rejected', terminate: 'terminated', delete: 'deleted' } as const;

export async function moveContract(
  ctx: Context,
  id: string,
  action: Exclude<ContractAction, 'delete'>,
  input: { note?: string | undefined } = {},
): Promise<void> {
  const row = await findVisible(ctx, contracts, id, { lock: true });
  const status = nextStatus(ctx, row, action);
  if (action === 'refine' && !(await formOf(ctx, row, 'enroll')))
    throw new PlatformError('transition', `status: ${row.id} cannot be refined; agreement ${row.agreement_id} has no enrolment form (forms.enroll).`);
  if (action === 'enroll') await requireAnswers(ctx, row);
  const data = {
    ...json<object>(row.data),
    ...(action === 'enroll' ? { enrolled: publicTime(ctx.now) } : {}),
    ...(action === 'sign' ? { signee: ctx.actor.by } : {}),
  };
  const terminated = action === 'terminate' && input.note !== undefined ? { termination_note: input.note } : {};
  const set = {
    status,
    note: action === 'terminate' ? row.note : (input.note ?? row.note),
    data: JSON.stringify({ ...data, ...terminated }),
    events: stamped(ctx, row.events, 'updated', STAMPS[action]),
    updated_at: ctx.now,
  };
  await ctx.tx.updateTable('contract').set(set).where('id', '=', id).execute();
  emitContract(ctx, { ...row, ...set });
}

/** The issuer activates a partner it brought in itself: the signature is its own, on the partner's behalf. */
export async function signFor(ctx: Context, row: ContractRow): Promise<ContractRow> {
  const set = {
    status: nextState(contractLifecycles[row.type as ContractType], row, 'sign', 'owner'),
    data: JSON.stringify({ ...json<object>(row.data), signee: ctx.actor.by }),
    events: stamped(ctx, row.events, 'updated', 'signed'),
  };
  await ctx.tx.updateTable('contract').set(set).where('id', '=', row.id).execute();
  emitContract(ctx, { ...row, ...set });
  return { ...row, ...set };
}

/** An invitation taken back leaves nothing behind. */
export async function deleteContract(ctx: Context, id: string): Promise<void> {
  const row = await findVisible(ctx, contracts, id, { lock: true });
  nextStatus(ctx, row, 'delete');
  await ctx.tx.deleteFrom('contract_data').where('contract_id', '=', id).execute();
  await ctx.tx.deleteFrom('contract').where('id', '=', id).execute();
}

/** Either side may change its note; the words of the invitation are the issuer's. */
export async function updateContract(
  ctx: Context,
  id: string,
  input: { note?: string | null; activation?: { message?: string; note?: string } },
): Promise<void> {
  const row = await findVisible(ctx, contracts, id, { lock: true });
  const data = json<{ activation?: object }>(row.data);
  if (input.activation) {
    if (row.issuer_id !== ctx.actor.accountId) throw new PlatformError('forbidden', `activation of ${id} is written by its issuer ${row.issuer_id} only.`);
    if (!data.activation) throw invalid('activation', `${id} is a ${row.type} contract; only invitations have it.`);
    const { message, note } = input.activation;
    data.activation = { ...data.activation, ...(message === undefined ? {} : { message }), ...(note === undefined ? {} : { note }) };
  }
  const set = {
    note: input.note === undefined ? row.note : (input.note ?? ''),
    data: JSON.stringify(data),
    events: stamped(ctx, row.events, 'updated'),
    updated_at: ctx.now,
  };
  await ctx.tx.updateTable('contract').set(set).where('id', '=', id).execute();
}

function nextStatus(ctx: Context, row: ContractRow, action: ContractAction): string {
  const side = row.issuer_id === ctx.actor.accountId ? 'issuer' : 'owner';
  return nextState(contractLifecycles[row.type as ContractType], row, action, side);
}

async function requireOwner(ctx: Context, roles: readonly string[], owner: { id: string } | undefined): Promise<string> {
  if (!owner) throw invalid('owner.id', `This field is required: the ${roles.join(' or ')} to invite.`);
  const row = await ctx.tx.selectFrom('account').select(['id', 'role']).where('id', '=', owner.id).executeTakeFirst();
  if (!row || !roles.includes(row.role) || row.id === ctx.actor.accountId)
    throw invalid('owner.id', `${JSON.stringify(owner.id)} is not a ${roles.join(' or ')} you can invite.`);
  return row.id;
}

async function requireParentContract(ctx: Context, agreement: AgreementRow, owner: string): Promise<void> {
  if (agreement.parent_id === null) return;
  const parent = await ctx.tx
    .selectFrom('contract')
    .select('id')
    .where('agreement_id', '=', agreement.parent_id)
    .where('owner_id', '=', owner)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (!parent) throw new PlatformError('forbidden', `agreement ${agreement.id} needs an active contract under its parent ${agreement.parent_id} first.`);
}

/** What the issuer hands over by another way, so that the invited know it is meant for them. */
const invitationCode = () => randomBytes(12).toString('hex');
