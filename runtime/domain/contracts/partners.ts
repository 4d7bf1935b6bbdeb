/**
 * A distributor's partner in one step: the account, its people, and the contract that makes it one (platform-api.md section 5.1).
 * The command is here and not with the accounts because a contract knows its accounts, never the other way round.
 */
import { invalid } from '../../base/index.ts';
import { createAccount, inviteUser, moveUser, type AccountInput, type AccountRole } from '../accounts/index.ts';
import type { AccountRow, Context, ContractRow } from '../../store/index.ts';
import { ownAgreement } from './agreements.ts';
import { concludeContract, signFor } from './commands.ts';

/** Kind of the named agreement -> the role of the account it brings in. */
const ROLE_OF: Readonly<Record<string, AccountRole>> = { program: 'vendor', service: 'reseller' };

export interface NamedAgreement {
  id: string;
  /** The partner is active at once, its contract signed on its behalf; otherwise it is invited. */
  active?: boolean;
}

export interface NewUser {
  email: string;
  name?: string;
}

export type NewPartner = AccountInput & { name: string; role?: string; agreements: NamedAgreement[]; users?: NewUser[] };

export async function createPartner(ctx: Context, input: NewPartner): Promise<{ account: AccountRow; contract: ContractRow }> {
  const { agreements, role: given, users = [], ...words } = input;
  const [named] = agreements;
  if (!named || agreements.length > 1) throw invalid('permissions.agreements', 'one program or service agreement is expected; its contract makes the partner.');
  const agreement = await ownAgreement(ctx, named.id).catch(() => undefined);
  const role = agreement && ROLE_OF[agreement.type];
  if (!role) throw invalid('permissions.agreements.0.id', `${JSON.stringify(named.id)} is not one of your program or service agreements.`);
  if (given !== undefined && given !== role)
    throw invalid('role', `${JSON.stringify(given)} is not what a ${agreement.type} agreement brings in; it is ${role}.`);
  const account = await createAccount(ctx, { ...words, role });
  // its first people are its own matter: the account itself is the one that invites them
  const itself = ctx.as({ actor: { ...ctx.actor, accountId: account.id, role } });
  for (const user of users) {
    const { id } = await inviteUser(itself, account.id, user);
    if (named.active) await moveUser(itself, account.id, id, 'activate');
  }
  const contract = await concludeContract(ctx, agreement.id, { owner: { id: account.id } });
  return { account, contract: named.active ? await signFor(ctx, contract) : contract };
}
