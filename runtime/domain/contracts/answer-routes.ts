/** Answers to forms, and versions of a contract, as data (platform-api.md section 6.3). */
import Type from 'typebox';
import { notFound } from '../../base/index.ts';
import { findVisible, type CallRoute, type Collection, type Input, type Route } from '../kit/index.ts';
import type { ContractDataRow, Context, ContractRow } from '../../store/index.ts';
import { answer, contractData, requireAnswer, type About } from './answers.ts';
import { contracts } from './fields.ts';

const Ref = Type.Optional(Type.Object({ id: Type.String({ maxLength: 40 }) }));
const DataBody = Type.Object({ data: Type.Object({}), product: Ref, item: Ref });
const common = { tag: 'Contracts', roles: 'everyone' } as const;
const PARTIES = ['vendor', 'distributor', 'reseller'] as const;
const DATA = '/contracts/{id}/data';
const PRODUCT = `${DATA}/products/{product}`;

type Body = { data: object; product?: { id: string }; item?: { id: string } };
/** The contract, where anything was answered about the product of the path. */
async function answeredContract(ctx: Context, params: Record<string, string>): Promise<{ id: string }> {
  const contract = await findVisible(ctx, contracts, params['id']!);
  const about = ctx.tx.selectFrom('contract_data').select('id').where('contract_id', '=', contract.id).where('product_id', '=', params['product']!);
  if (!(await about.limit(1).executeTakeFirst())) throw notFound(params['product']!);
  return contract;
}
const show = async (ctx: Context, row: ContractDataRow) => (await contractData.render(ctx, [row], 'one'))[0];

/** What the answers are about: from the path, and where a new one is made from the body. */
const about = ({ params, body }: Input): About => {
  const { product, item } = (body ?? {}) as Partial<Body>;
  return { product: params['product'] ?? product?.id, item: params['item'] ?? item?.id };
};
const write = (method: 'POST' | 'PUT', path: string, operation: string, summary: string): CallRoute => ({
  ...{ ...common, kind: 'write', method, path, operation, summary, roles: PARTIES, body: DataBody, status: method === 'POST' ? 201 : 200 },
  run: async (ctx, input) => show(ctx, await answer(ctx, input.params['id']!, about(input), (input.body as Body).data)),
});
const read = (path: string, operation: string, summary: string): CallRoute => ({
  ...{ ...common, kind: 'read', method: 'GET', path, operation, summary },
  run: async (ctx, input) => show(ctx, await requireAnswer(ctx, input.params['id']!, about(input))),
});

/** A contract is concluded under one version of its agreement and keeps it; new terms are a new contract. */
const versionJson = async (ctx: Context, rows: ContractRow[]) =>
  (await contracts.render(ctx, rows, 'list')).map((contract) => {
    const { version, signee, version_created } = contract as { version: number; signee?: object; version_created?: string };
    return {
      id: (contract as { id: string }).id,
      contract,
      version: String(version),
      ...(signee ? { signee } : {}),
      ...(version_created ? { version_created } : {}),
    };
  });

const contractVersions: Collection<ContractRow> = {
  ...contracts,
  table: 'contract_version',
  fields: { id: { column: 'id' }, 'contract.id': { column: 'id' }, 'contract.status': { column: 'status' } },
  render: versionJson,
};

// prettier-ignore
export const answerRoutes: Route[] = [
  { ...common, kind: 'list', method: 'GET', path: DATA, operation: 'listContractData', summary: 'Answers to the forms', collection: contractData, below: { parent: contracts, column: 'contract_id' } },
  write('POST', DATA, 'answerEnrolment', 'Answer the enrolment form'),
  { ...common, kind: 'list', method: 'GET', path: `${DATA}/products`, operation: 'listProductData', summary: 'Answers about products', collection: contractData,
    below: { parent: contracts, column: 'contract_id', only: { type: 'product' } } },
  write('POST', `${DATA}/products`, 'answerProduct', 'Answer the form for a product'),
  read(PRODUCT, 'getProductData', 'Answers about one product'),
  write('PUT', PRODUCT, 'updateProductData', 'Answer again'),
  { ...common, kind: 'list', method: 'GET', path: `${PRODUCT}/items`, operation: 'listItemData', summary: 'Answers about its items', collection: contractData,
    below: { parent: answeredContract, column: 'contract_id', only: { type: 'item', product_id: '{product}' } } },
  write('POST', `${PRODUCT}/items`, 'answerItem', 'Answer the form for an item'),
  read(`${PRODUCT}/items/{item}`, 'getItemData', 'Answers about one item'),
  write('PUT', `${PRODUCT}/items/{item}`, 'updateItemData', 'Answer again'),
  { ...common, kind: 'list', method: 'GET', path: '/contracts/{id}/versions', operation: 'listContractVersions', summary: 'The version of the agreement it is under',
    collection: contractVersions, below: { parent: contracts, column: 'id' } },
  { ...common, kind: 'read', method: 'GET', path: '/contracts/{id}/versions/{version}', operation: 'getContractVersion', summary: 'That version',
    async run(ctx, input) {
      const row = await findVisible(ctx, contracts, input.params['id']!);
      if (String(row.version) !== input.params['version']) throw notFound(`${row.id}/versions/${input.params['version']}`);
      return (await versionJson(ctx, [row]))[0];
    } },
];
