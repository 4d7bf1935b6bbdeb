/** Versions of an agreement: its terms at one time, with their document. One at most is active; contracts are concluded under that one. */
import { invalid, notFound, PlatformError, publicTime } from '../../base/index.ts';
import { findVisible, json, publicApi, type Collection } from '../kit/index.ts';
import type { AgreementRow, AgreementVersionRow, Context } from '../../store/index.ts';
import { tellOfVersion } from './told.ts';

export interface VersionInput {
  document_type?: string;
  link?: string | null;
  /** A data URL, as forms bring files. */
  file?: string | null;
  active?: boolean;
}

const FILE_MAX = 5_000_000;

/** Its agreement was found first. */
export const agreementVersions: Collection<AgreementVersionRow> = {
  table: 'agreement_version',
  scope: 'public',
  fields: {
    id: { column: 'id' },
    version: { column: 'version', type: 'number', order: true },
    document_type: { column: 'document_type' },
    version_created: { column: 'created_at', type: 'time', order: true },
  },
  order: [['version', 'asc']],
  async render(ctx, rows) {
    const shown = await versionsJson(ctx, rows);
    return rows.map((row) => ({ ...shown(row)!, document_type: row.document_type }));
  },
};

/** As an agreement shows its own one, and lists show all. */
export async function versionsJson(ctx: Context, rows: readonly AgreementVersionRow[]): Promise<(row: AgreementVersionRow | undefined) => object | undefined> {
  const api = rows.some((r) => r.document_type === 'uploaded') ? await publicApi(ctx) : '';
  const ids = [...new Set(rows.map((r) => r.agreement_id))];
  const counted = await ctx.tx
    .selectFrom('contract')
    .innerJoin('agreement', 'agreement.id', 'contract.agreement_id')
    .select(['agreement_id', 'contract.version', 'agreement.owner_id', (eb) => eb.fn.countAll<number>().as('contracts')])
    .where(() => ctx.dialect.among('contract.agreement_id', ids))
    .groupBy(['agreement_id', 'contract.version', 'agreement.owner_id'])
    .execute();
  const all = ctx.actor.role === 'operator' || ctx.actor.role === 'system';
  return (row) => {
    if (!row) return undefined;
    const own = counted.filter((c) => c.agreement_id === row.agreement_id && c.version === row.version && (all || c.owner_id === ctx.actor.accountId));
    const link = row.document_type === 'uploaded' ? `${api}/agreements/${row.agreement_id}/versions/${row.version}/file` : row.link;
    return {
      ...{ id: row.id, author: json<object>(row.author), version: row.version, active: row.active === 1 },
      ...(link === null ? {} : { link }),
      version_created: publicTime(row.created_at),
      // how many others accepted it is for its owner alone
      ...(own.length ? { version_contracts: own.reduce((sum, c) => sum + Number(c.contracts), 0) } : {}),
    };
  };
}

export async function insertVersion(ctx: Context, agreement: Pick<AgreementRow, 'id'>, version: number, input: VersionInput): Promise<AgreementVersionRow> {
  const row: AgreementVersionRow = {
    ...{ id: versionId(agreement.id, version), agreement_id: agreement.id, version, active: Number(input.active ?? true) },
    ...documentOf(input),
    ...{ author: JSON.stringify(ctx.actor.by), created_at: ctx.now },
  };
  await ctx.tx.insertInto('agreement_version').values(row).execute();
  return row;
}

/** The next one; where it begins active, the one before ends. */
export async function addVersion(ctx: Context, agreement: AgreementRow, input: VersionInput): Promise<number> {
  const version = agreement.versions_made + 1;
  await insertVersion(ctx, agreement, version, { ...input, active: false });
  await ctx.tx.updateTable('agreement').set({ versions_made: version, updated_at: ctx.now }).where('id', '=', agreement.id).execute();
  if (input.active) await activateVersion(ctx, agreement, version);
  else await pointToCurrent(ctx, agreement.id);
  return version;
}

/** New contracts are concluded under it; those that are there hear of it. */
export async function activateVersion(ctx: Context, agreement: AgreementRow, version: number): Promise<void> {
  await ctx.tx.updateTable('agreement_version').set({ active: 0 }).where('agreement_id', '=', agreement.id).where('version', '<>', version).execute();
  await ctx.tx.updateTable('agreement_version').set({ active: 1 }).where('id', '=', versionId(agreement.id, version)).execute();
  await pointToCurrent(ctx, agreement.id);
  if (agreement.version !== version || agreement.active === 0) await tellOfVersion(ctx, agreement, version);
}

export async function deleteVersion(ctx: Context, agreement: AgreementRow, version: number): Promise<void> {
  const contract = await ctx.tx.selectFrom('contract').select('id').where('agreement_id', '=', agreement.id).where('version', '=', version).executeTakeFirst();
  if (contract) throw new PlatformError('conflict', `version ${version} of ${agreement.id} is used by contract ${contract.id} and cannot be removed.`);
  const other = await ctx.tx.selectFrom('agreement_version').select('id').where('agreement_id', '=', agreement.id).where('version', '<>', version).executeTakeFirst(); // prettier-ignore
  if (!other) throw new PlatformError('conflict', `version ${version} is the only one of ${agreement.id} and cannot be removed.`);
  await ctx.tx.deleteFrom('agreement_version').where('id', '=', versionId(agreement.id, version)).execute();
  await pointToCurrent(ctx, agreement.id);
}

export async function findVersion(ctx: Context, agreement: AgreementRow, version: string | number): Promise<AgreementVersionRow> {
  const id = versionId(agreement.id, Number(version));
  const row = /^\d{1,9}$/.test(String(version)) ? await findVisible(ctx, agreementVersions, id, { lock: true }).catch(() => undefined) : undefined;
  if (!row) throw notFound(`${agreement.id}/versions/${version}`);
  return row;
}

/** Where the document of a version is. */
export async function documentLink(ctx: Context, row: AgreementVersionRow): Promise<string> {
  if (row.document_type === 'uploaded') return `${await publicApi(ctx)}/agreements/${row.agreement_id}/versions/${row.version}/file`;
  if (row.link === null) throw notFound(`${row.agreement_id}/versions/${row.version}/document`);
  return row.link;
}

export function documentFile(row: AgreementVersionRow): Buffer {
  if (row.file === null) throw notFound(`${row.agreement_id}/versions/${row.version}/file`);
  return Buffer.from(row.file.slice(row.file.indexOf(',') + 1), 'base64');
}

/** The agreement shows its active version, or its newest where none is. */
async function pointToCurrent(ctx: Context, agreementId: string): Promise<void> {
  const row = await ctx.tx
    .selectFrom('agreement_version')
    .select(['version', 'active'])
    .where('agreement_id', '=', agreementId)
    .orderBy('active', 'desc')
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow();
  await ctx.tx.updateTable('agreement').set({ version: row.version, active: row.active, updated_at: ctx.now }).where('id', '=', agreementId).execute();
}

export const versionId = (agreementId: string, version: number) => `${agreementId}-${String(version).padStart(3, '0')}`;

/** What is said and what is sent must be one. */
function documentOf(input: VersionInput): Pick<AgreementVersionRow, 'document_type' | 'link' | 'file'> {
  const link = input.link ?? null;
  const file = input.file ?? null;
  const document_type = input.document_type ?? (file !== null ? 'uploaded' : link !== null ? 'external' : 'none');
  if (document_type === 'external' && link === null) throw invalid('link', 'This field is required: the address of the document.');
  if (document_type !== 'external' && link !== null) throw invalid('link', `${JSON.stringify(link)} does not go with document_type ${JSON.stringify(document_type)}.`); // prettier-ignore
  if (link !== null && !/^https?:\/\/\S+$/.test(link)) throw invalid('link', `${JSON.stringify(link)} is not an address; https:// or http:// is expected.`);
  if (document_type === 'uploaded' && file === null) throw invalid('file', 'This field is required: a form part with the document.');
  if (document_type !== 'uploaded' && file !== null) throw invalid('file', `this does not go with document_type ${JSON.stringify(document_type)}.`);
  if (file !== null && !/^data:[\w.+/-]+;base64,[A-Za-z0-9+/]*={0,2}$/.test(file)) throw invalid('file', 'a form part, or a data URL in base64, is expected.');
  if (file !== null && file.length * 0.75 > FILE_MAX)
    throw invalid('file', `has about ${Math.round(file.length * 0.75)} bytes; at most ${FILE_MAX} are allowed.`);
  return { document_type, link, file };
}
