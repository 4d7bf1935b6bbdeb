/** /agreements, their versions and documents as data (platform-api.md section 6.2). What they cover is with the partners. */
import Type from 'typebox';
import { findVisible, showOne, type Input, type Route } from '../kit/index.ts';
import type { AgreementVersionRow, Context } from '../../store/index.ts';
import { deleteAgreement, offerAgreement, ownAgreement, updateAgreement } from './agreements.ts';
import { concludeContract, type NewContract } from './commands.ts';
import { agreements, contracts } from './fields.ts';
import { CONTRACT_TYPES } from './kinds.ts';
import { activateVersion, addVersion, agreementVersions, deleteVersion, documentFile, documentLink, findVersion, type VersionInput } from './versions.ts'; // prettier-ignore

const maybe = Type.Optional;
const Ref = maybe(Type.Object({ id: Type.String() }));
const VersionWords = {
  document_type: maybe(Type.Enum(['external', 'uploaded', 'none'])),
  link: maybe(Type.Union([Type.String({ maxLength: 2000 }), Type.Null()])),
  file: maybe(Type.Union([Type.String({ maxLength: 8_000_000 }), Type.Null()])),
  active: maybe(Type.Boolean()),
};
const Form = maybe(Type.Union([Type.Object({ id: Type.String({ maxLength: 40 }) }), Type.Null()]));
const AgreementWords = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 255 }),
  title: maybe(Type.String({ maxLength: 100 })),
  description: maybe(Type.String({ maxLength: 20_000 })),
  auto_accept: maybe(Type.Boolean()),
  forms: maybe(Type.Object({ enroll: Form, product: Form, item: Form })),
});
const AgreementBody = Type.Object({
  ...AgreementWords.properties,
  ...VersionWords,
  type: Type.Enum(CONTRACT_TYPES),
  parent: Ref,
  marketplace: Ref,
  sourcing_agreement: Ref,
});
const ChangedAgreementBody = Type.Object({ ...Type.Partial(AgreementWords).properties, type: maybe(Type.String()) });
const VersionBody = Type.Object(VersionWords);
const ContractBody = Type.Object({ name: maybe(Type.String({ minLength: 1, maxLength: 255 })), owner: Ref });

type Offer = Parameters<typeof offerAgreement>[1];
const common = { tag: 'Agreements', roles: 'everyone' } as const;
const owner = { tag: 'Agreements', roles: ['distributor'] } as const;
const PARTIES = ['vendor', 'distributor', 'reseller'] as const;
const VERSIONS = '/agreements/{id}/versions';

/** Only what the body schema knows goes on to a command. */
function offerOf(body: unknown): Offer {
  const { type, name, title, description, document_type, link, file, active, auto_accept, forms, parent, marketplace, sourcing_agreement } = body as Offer;
  const words = { type, name, title, description, document_type, link, file, active, auto_accept, forms };
  return JSON.parse(JSON.stringify({ ...words, parent, marketplace, sourcing_agreement })) as Offer;
}

const showVersion = async (ctx: Context, row: AgreementVersionRow) => {
  const [version] = await agreementVersions.render(ctx, [row], 'one');
  return { ...version, agreement: await showOne(ctx, agreements, row.agreement_id) };
};
const versionOf = async (ctx: Context, { params }: Input) => findVersion(ctx, await findVisible(ctx, agreements, params['id']!), params['version']!);
const currentOf = async (ctx: Context, { params }: Input) => {
  const row = await findVisible(ctx, agreements, params['id']!);
  return findVersion(ctx, row, row.version);
};

// prettier-ignore
export const agreementRoutes: Route[] = [
  { ...common, kind: 'list', method: 'GET', path: '/agreements', operation: 'listAgreements', summary: 'Own agreements, and those offered', collection: agreements },
  { ...owner, kind: 'write', method: 'POST', path: '/agreements', operation: 'createAgreement', summary: 'Offer an agreement', body: AgreementBody, form: true, status: 201,
    run: async (ctx, input) => showOne(ctx, agreements, (await offerAgreement(ctx, offerOf(input.body))).id) },
  { ...common, kind: 'read', method: 'GET', path: '/agreements/{id}', operation: 'getAgreement', summary: 'One agreement', run: (ctx, input) => showOne(ctx, agreements, input.params['id']!) },
  { ...owner, kind: 'write', method: 'PUT', path: '/agreements/{id}', operation: 'updateAgreement', summary: 'Change its words and forms', body: ChangedAgreementBody,
    async run(ctx, input) {
      await updateAgreement(ctx, input.params['id']!, input.body as Partial<Offer>);
      return showOne(ctx, agreements, input.params['id']!);
    } },
  { ...owner, kind: 'write', method: 'DELETE', path: '/agreements/{id}', operation: 'deleteAgreement', summary: 'Remove one that nothing uses', status: 204,
    run: (ctx, input) => deleteAgreement(ctx, input.params['id']!) },
  { ...common, kind: 'read', method: 'GET', path: '/agreements/{id}/document', operation: 'getAgreementDocument', summary: 'The document of the current version', redirect: true,
    run: async (ctx, input) => documentLink(ctx, await currentOf(ctx, input)) },
  { ...common, kind: 'list', method: 'GET', path: '/agreements/{id}/agreements', operation: 'listChildAgreements', summary: 'Agreements below it', collection: agreements,
    below: { parent: agreements, column: 'parent_id' } },
  { ...owner, kind: 'write', method: 'POST', path: '/agreements/{id}/agreements', operation: 'createChildAgreement', summary: 'Offer one below it', body: AgreementBody, form: true, status: 201,
    run: async (ctx, input) => showOne(ctx, agreements, (await offerAgreement(ctx, { ...offerOf(input.body), parent: { id: input.params['id']! } })).id) },
  { ...common, kind: 'list', method: 'GET', path: '/agreements/{id}/contracts', operation: 'listAgreementContracts', summary: 'Contracts under it', collection: contracts,
    below: { parent: agreements, column: 'agreement_id' } },
  { ...common, kind: 'write', method: 'POST', path: '/agreements/{id}/contracts', operation: 'createContract', summary: 'Invite to it, or ask for it', roles: PARTIES, body: ContractBody, status: 201,
    run: async (ctx, input) => showOne(ctx, contracts, (await concludeContract(ctx, input.params['id']!, input.body as NewContract)).id) },

  { ...common, kind: 'list', method: 'GET', path: VERSIONS, operation: 'listAgreementVersions', summary: 'Its terms as they were and are', collection: agreementVersions,
    below: { parent: agreements, column: 'agreement_id' } },
  { ...owner, kind: 'write', method: 'POST', path: VERSIONS, operation: 'createAgreementVersion', shows: agreementVersions, summary: 'New terms, active at once or later', body: VersionBody, form: true, status: 201,
    async run(ctx, input) {
      const agreement = await ownAgreement(ctx, input.params['id']!);
      return showVersion(ctx, await findVersion(ctx, agreement, await addVersion(ctx, agreement, input.body as VersionInput)));
    } },
  { ...common, kind: 'read', method: 'GET', path: `${VERSIONS}/{version}`, operation: 'getAgreementVersion', shows: agreementVersions, summary: 'One version', run: async (ctx, input) => showVersion(ctx, await versionOf(ctx, input)) },
  { ...owner, kind: 'write', method: 'DELETE', path: `${VERSIONS}/{version}`, operation: 'deleteAgreementVersion', summary: 'Remove one that no contract uses', status: 204,
    async run(ctx, input) {
      const agreement = await ownAgreement(ctx, input.params['id']!);
      await deleteVersion(ctx, agreement, (await findVersion(ctx, agreement, input.params['version']!)).version);
    } },
  { ...owner, kind: 'write', method: 'POST', path: `${VERSIONS}/{version}/activate`, operation: 'activateAgreementVersion', shows: agreementVersions, summary: 'Conclude contracts under this one', body: Type.Object({}),
    async run(ctx, input) {
      const agreement = await ownAgreement(ctx, input.params['id']!);
      const row = await findVersion(ctx, agreement, input.params['version']!);
      await activateVersion(ctx, agreement, row.version);
      return showVersion(ctx, { ...row, active: 1 });
    } },
  { ...common, kind: 'read', method: 'GET', path: `${VERSIONS}/{version}/document`, operation: 'getVersionDocument', summary: 'Its document', redirect: true,
    run: async (ctx, input) => documentLink(ctx, await versionOf(ctx, input)) },
  { ...common, kind: 'read', method: 'GET', path: `${VERSIONS}/{version}/file`, operation: 'getVersionFile', summary: 'An uploaded document itself', type: 'application/octet-stream',
    run: async (ctx, input) => documentFile(await versionOf(ctx, input)) },
];
