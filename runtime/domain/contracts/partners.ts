/**
 * A distributor's partner in one step: the account, and the contract that makes it one (platform-api.md section 5.1).
 * The command is here and not with the accounts because a contract knows its accounts, never the other way round.
 */
import { invalid } from '../../base/index.ts';
import { createAccount, type AccountInput, type AccountRole } from '../accounts/index.ts';
import type { AccountRow, Context } from '../../store/index.ts';
import { ownAgreement } from './agreements.ts';
import { concludeContract } from './commands.ts';

/** Kind of the named agreement -> the role of the account it brings in. */
const ROLE_OF: Readonly<Record<string, AccountRole>> = { program: 'vendor', service: 'reseller' };

export async function createPartner(ctx: Context, input: AccountInput & { name: string; role?: string; agreements: { id: string }[] }): Promise<AccountRow> {
  const { agreements, role: given, ...words } = input;
  const [named] = agreements;
  if (!named || agreements.length > 1) throw invalid('permissions.agreements', 'one program or service agreement is expected; its contract makes the partner.');
  const agreement = await ownAgreement(ctx, named.id).catch(() => undefined);
  const role = agreement && ROLE_OF[agreement.type];
  if (!role) throw invalid('permissions.agreements.0.id', `${JSON.stringify(named.id)} is not one of your program or service agreements.`);
  if (given !== undefined && given !== role)
    throw invalid('role', `${JSON.stringify(given)} is not what a ${agreement.type} agreement brings in; it is ${role}.`);
  const account = await createAccount(ctx, { ...words, role });
  await concludeContract(ctx, agreement.id, { owner: { id: account.id } });
  return account;
}
