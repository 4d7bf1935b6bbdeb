/** /contracts as data (platform-api.md section 6.3), and POST /accounts, which may bring a contract along. */
import Type from 'typebox';
import { invalid } from '../../base/index.ts';
import { AccountBody, ACCOUNT_ROLES, accounts, createAccount, inviteUser, type AccountInput, type AccountRole } from '../accounts/index.ts';
import { showOne, type CallRoute, type Input, type Route } from '../kit/index.ts';
import type { Context } from '../../store/index.ts';
import { agreementRoutes } from './agreement-routes.ts';
import { answerRoutes } from './answer-routes.ts';
import { deleteContract, moveContract, updateContract } from './commands.ts';
import { contracts } from './fields.ts';
import type { ContractAction } from './lifecycle.ts';
import { createPartner, type NamedAgreement, type NewUser } from './partners.ts';

const maybe = Type.Optional;
const words = (maxLength: number) => maybe(Type.String({ maxLength }));
const ChangedContractBody = Type.Object({
  note: maybe(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
  activation: maybe(Type.Object({ message: words(200), note: words(100) })),
});
const NoteBody = Type.Object({ note: maybe(Type.String({ maxLength: 2000 })) });
const closed = { additionalProperties: false } as const;
const NewAccountBody = Type.Object(
  {
    ...AccountBody.properties,
    role: maybe(Type.Enum(ACCOUNT_ROLES)),
    users: maybe(Type.Array(Type.Object({ email: Type.String({ format: 'email', maxLength: 255 }), name: words(128) }, closed), { maxItems: 20 })),
    permissions: maybe(
      Type.Object({ agreements: maybe(Type.Array(Type.Object({ id: Type.String(), active: maybe(Type.Boolean()) }, closed), { maxItems: 10 })) }, closed),
    ),
  },
  closed,
);

const PARTIES = ['vendor', 'distributor', 'reseller'] as const;
const account = { tag: 'Accounts' } as const;
const contract = { tag: 'Contracts' } as const;

async function createAny(ctx: Context, input: Input): Promise<object> {
  const body = input.body as AccountInput & { name: string; role?: AccountRole; permissions?: { agreements?: NamedAgreement[] }; users?: NewUser[] };
  if (ctx.actor.role === 'distributor') {
    const { account: made } = await createPartner(ctx, { ...body, agreements: body.permissions?.agreements ?? [] });
    return (await accounts.render(ctx, [made], 'one'))[0]!;
  }
  const { role } = body;
  if (role === undefined) throw invalid('role', `This field is required; allowed: ${JSON.stringify(ACCOUNT_ROLES)}.`);
  const { id } = await createAccount(ctx, { ...body, role });
  for (const user of body.users ?? []) await inviteUser(ctx, id, user);
  return showOne(ctx, accounts, id);
}

const move = (action: Exclude<ContractAction, 'delete'>, summary: string): CallRoute => ({
  ...{ ...contract, kind: 'write', method: 'POST', path: `/contracts/{id}/${action}`, operation: `${action}Contract`, summary, roles: PARTIES, body: NoteBody },
  async run(ctx, input) {
    await moveContract(ctx, input.params['id']!, action, input.body as { note?: string });
    return showOne(ctx, contracts, input.params['id']!);
  },
});

// prettier-ignore
export const contractRoutes: Route[] = [
  { ...account, kind: 'write', method: 'POST', path: '/accounts', operation: 'createAccount', summary: 'An account by the operator, or a partner with its contract', roles: ['operator', 'distributor'], body: NewAccountBody, status: 201, run: createAny },

  ...agreementRoutes,
  ...answerRoutes,

  { ...contract, kind: 'list', method: 'GET', path: '/contracts', operation: 'listContracts', summary: 'Contracts of either side', roles: 'everyone', collection: contracts },
  { ...contract, kind: 'read', method: 'GET', path: '/contracts/{id}', operation: 'getContract', summary: 'One contract', roles: 'everyone', run: (ctx, input) => showOne(ctx, contracts, input.params['id']!) },
  { ...contract, kind: 'write', method: 'PUT', path: '/contracts/{id}', operation: 'updateContract', summary: 'Change its note or the words of the invitation', roles: PARTIES, body: ChangedContractBody,
    async run(ctx, input) {
      await updateContract(ctx, input.params['id']!, input.body as Parameters<typeof updateContract>[2]);
      return showOne(ctx, contracts, input.params['id']!);
    } },
  { ...contract, kind: 'write', method: 'DELETE', path: '/contracts/{id}', operation: 'deleteContract', summary: 'Take an invitation back', roles: ['distributor'], status: 204, run: (ctx, input) => deleteContract(ctx, input.params['id']!) },
  move('enroll', 'Hand in what the enrolment asks for'),
  move('refine', 'Ask for another enrolment'),
  move('sign', 'Make it active'),
  move('reject', 'Decline it'),
  move('terminate', 'End it'),
];
