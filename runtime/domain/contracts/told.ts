/** What the sides of a contract are told: that it moved on, and that its agreement has new terms. */
import type { AgreementRow, Context, ContractRow } from '../../store/index.ts';

export function emitContract(ctx: Context, row: ContractRow, data: { told?: string } = {}): void {
  const { id: objectId, status, owner_id, issuer_id } = row;
  ctx.emit({ type: 'contract_changed', objectClass: 'contract', objectId, status, accounts: [owner_id, issuer_id], data });
}

/** Open contracts keep the terms they were concluded under, and show what the latest are: their sides hear of it. */
export async function tellOfVersion(ctx: Context, agreement: Pick<AgreementRow, 'id' | 'name'>, version: number): Promise<void> {
  const open = ctx.tx.selectFrom('contract').selectAll().where('agreement_id', '=', agreement.id).where('status', 'in', ['enrolling', 'pending', 'active']);
  for (const row of await open.orderBy('id').execute())
    emitContract(ctx, row, {
      told: `Version ${version} of agreement ${agreement.id} (${agreement.name}) is in force; this contract keeps version ${row.version}.`,
    });
}
