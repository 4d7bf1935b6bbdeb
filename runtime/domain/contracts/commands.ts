/** Agreements offered by distributors, and the contracts that vendors and resellers conclude under them. */
import { stamped } from '../kit/index.ts';
import { derivedFamily } from './kinds.ts';
import type { AgreementRow, Context, ContractRow } from '../../store/index.ts';
import type { ContractType } from './kinds.ts';

export async function createAgreement(
  ctx: Context,
  input: { type: ContractType; name: string; title?: string; description?: string; owner: string; marketplace?: string; parent?: string },
): Promise<AgreementRow> {
  const row: AgreementRow = {
    id: await ctx.id(derivedFamily(input.type).agreement, 'agreement'),
    type: input.type,
    title: input.title ?? input.name,
    name: input.name,
    description: input.description ?? '',
    owner_id: input.owner,
    parent_id: input.parent ?? null,
    marketplace_id: input.marketplace ?? null,
    version: 1,
    data: '{}',
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('agreement').values(row).execute();
  return row;
}

export async function createContract(ctx: Context, input: { agreement: AgreementRow; owner: string; name?: string; status: string }): Promise<ContractRow> {
  const { agreement } = input;
  const row: ContractRow = {
    id: await ctx.id(derivedFamily(agreement.type as ContractType).contract, 'contract'),
    type: agreement.type,
    status: input.status,
    name: input.name ?? agreement.name,
    agreement_id: agreement.id,
    marketplace_id: agreement.marketplace_id,
    owner_id: input.owner,
    issuer_id: agreement.owner_id,
    version: agreement.version,
    note: '',
    events: stamped(ctx, undefined, 'created'),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('contract').values(row).execute();
  emitContract(ctx, row);
  return row;
}

export function emitContract(ctx: Context, row: ContractRow): void {
  ctx.emit({ type: 'contract_changed', objectClass: 'contract', objectId: row.id, status: row.status, accounts: [row.owner_id, row.issuer_id] });
}
