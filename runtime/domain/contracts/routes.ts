/** /agreements and /contracts as data (platform-api.md section 6), and POST /accounts, which may bring a contract along. */
import Type from 'typebox';
import { invalid } from '../../base/index.ts';
import { AccountBody, ACCOUNT_ROLES, accounts, createAccount, type AccountInput, type AccountRole } from '../accounts/index.ts';
import { findVisible, showOne, type CallRoute, type Input, type Route } from '../kit/index.ts';
import type { Context } from '../../store/index.ts';
import { deleteAgreement, offerAgreement, updateAgreement } from './agreements.ts';
import { concludeContract, deleteContract, moveContract, type NewContract } from './commands.ts';
import { agreements, contracts } from './fields.ts';
import { CONTRACT_TYPES } from './kinds.ts';
import type { ContractAction } from './lifecycle.ts';
import { createPartner } from './partners.ts';

const maybe = Type.Optional;
const Ref = maybe(Type.Object({ id: Type.String() }));
const AgreementWords = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 255 }),
  title: maybe(Type.String({ maxLength: 100 })),
  description: maybe(Type.String({ maxLength: 20_000 })),
  document_type: maybe(Type.Enum(['external', 'uploaded', 'none'])),
  link: maybe(Type.String({ maxLength: 2000 })),
  auto_accept: maybe(Type.Boolean()),
  forms: maybe(Type.Record(Type.String(), Type.Unknown())),
});
const AgreementBody = Type.Object({ ...AgreementWords.properties, type: Type.Enum(CONTRACT_TYPES), parent: Ref, marketplace: Ref });
const ChangedAgreementBody = Type.Object({ ...Type.Partial(AgreementWords).properties, type: maybe(Type.String()) });
const ContractBody = Type.Object({ name: maybe(Type.String({ minLength: 1, maxLength: 255 })), owner: Ref });
const NoteBody = Type.Object({ note: maybe(Type.String({ maxLength: 2000 })) });
const closed = { additionalProperties: false } as const;
const NewAccountBody = Type.Object(
  {
    ...AccountBody.properties,
    role: maybe(Type.Enum(ACCOUNT_ROLES)),
    permissions: maybe(Type.Object({ agreements: maybe(Type.Array(Type.Object({ id: Type.String() }, closed), { maxItems: 10 })) }, closed)),
  },
  closed,
);

type Offer = Parameters<typeof offerAgreement>[1];
const PARTIES = ['vendor', 'distributor', 'reseller'] as const;
const account = { tag: 'Accounts' } as const;
const agreement = { tag: 'Agreements' } as const;
const contract = { tag: 'Contracts' } as const;

/** Only what the body schema knows goes on to a command. */
function offerOf(body: unknown): Offer {
  const { type, name, title, description, document_type, link, auto_accept, forms, parent, marketplace } = body as Offer;
  return JSON.parse(JSON.stringify({ type, name, title, description, document_type, link, auto_accept, forms, parent, marketplace })) as Offer;
}

async function createAny(ctx: Context, input: Input): Promise<object> {
  const body = input.body as AccountInput & { name: string; role?: AccountRole; permissions?: { agreements?: { id: string }[] } };
  if (ctx.actor.role === 'distributor') {
    const made = await createPartner(ctx, { ...body, agreements: body.permissions?.agreements ?? [] });
    return (await accounts.render(ctx, [made], 'one'))[0]!;
  }
  const { role } = body;
  if (role === undefined) throw invalid('role', `This field is required; allowed: ${JSON.stringify(ACCOUNT_ROLES)}.`);
  return showOne(ctx, accounts, (await createAccount(ctx, { ...body, role })).id);
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

  { ...agreement, kind: 'list', method: 'GET', path: '/agreements', operation: 'listAgreements', summary: 'Own agreements, and those offered', roles: 'everyone', collection: agreements },
  { ...agreement, kind: 'write', method: 'POST', path: '/agreements', operation: 'createAgreement', summary: 'Offer an agreement', roles: ['distributor'], body: AgreementBody, status: 201,
    run: async (ctx, input) => showOne(ctx, agreements, (await offerAgreement(ctx, offerOf(input.body))).id) },
  { ...agreement, kind: 'read', method: 'GET', path: '/agreements/{id}', operation: 'getAgreement', summary: 'One agreement', roles: 'everyone', run: (ctx, input) => showOne(ctx, agreements, input.params['id']!) },
  { ...agreement, kind: 'write', method: 'PUT', path: '/agreements/{id}', operation: 'updateAgreement', summary: 'Change its words', roles: ['distributor'], body: ChangedAgreementBody,
    async run(ctx, input) {
      await updateAgreement(ctx, input.params['id']!, input.body as Partial<Offer>);
      return showOne(ctx, agreements, input.params['id']!);
    } },
  { ...agreement, kind: 'write', method: 'DELETE', path: '/agreements/{id}', operation: 'deleteAgreement', summary: 'Remove one that nothing uses', roles: ['distributor'], status: 204,
    run: (ctx, input) => deleteAgreement(ctx, input.params['id']!) },
  { ...agreement, kind: 'list', method: 'GET', path: '/agreements/{id}/agreements', operation: 'listChildAgreements', summary: 'Agreements below it', roles: 'everyone', collection: agreements,
    within: async (ctx, params) => ({ parent_id: (await findVisible(ctx, agreements, params['id']!)).id }) },
  { ...agreement, kind: 'write', method: 'POST', path: '/agreements/{id}/agreements', operation: 'createChildAgreement', summary: 'Offer one below it', roles: ['distributor'], body: AgreementBody, status: 201,
    run: async (ctx, input) => showOne(ctx, agreements, (await offerAgreement(ctx, { ...offerOf(input.body), parent: { id: input.params['id']! } })).id) },
  { ...agreement, kind: 'list', method: 'GET', path: '/agreements/{id}/contracts', operation: 'listAgreementContracts', summary: 'Contracts under it', roles: 'everyone', collection: contracts,
    within: async (ctx, params) => ({ agreement_id: (await findVisible(ctx, agreements, params['id']!)).id }) },
  { ...agreement, kind: 'write', method: 'POST', path: '/agreements/{id}/contracts', operation: 'createContract', summary: 'Invite to it, or ask for it', roles: PARTIES, body: ContractBody, status: 201,
    run: async (ctx, input) => showOne(ctx, contracts, (await concludeContract(ctx, input.params['id']!, input.body as NewContract)).id) },

  { ...contract, kind: 'list', method: 'GET', path: '/contracts', operation: 'listContracts', summary: 'Contracts of either side', roles: 'everyone', collection: contracts },
  { ...contract, kind: 'read', method: 'GET', path: '/contracts/{id}', operation: 'getContract', summary: 'One contract', roles: 'everyone', run: (ctx, input) => showOne(ctx, contracts, input.params['id']!) },
  { ...contract, kind: 'write', method: 'DELETE', path: '/contracts/{id}', operation: 'deleteContract', summary: 'Take an invitation back', roles: ['distributor'], status: 204, run: (ctx, input) => deleteContract(ctx, input.params['id']!) },
  move('enroll', 'Hand in what the enrolment asks for'),
  move('refine', 'Ask for another enrolment'),
  move('sign', 'Make it active'),
  move('reject', 'Decline it'),
  move('terminate', 'End it'),
];
