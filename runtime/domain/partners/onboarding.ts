/**
 * Many partners from one file: a CSV with a header, a row for each. Rows are known by their `external_id`, so that the same file may be
 * sent again: who is a partner already stays as it is. Either every row is taken, or those that can be; the report has a line for each.
 */
import Type from 'typebox';
import { faultsOf, invalid, PlatformError } from '../../base/index.ts';
import { createPartner } from '../contracts/index.ts';
import type { Context } from '../../store/index.ts';
import { parseCsv } from './csv.ts';

const ROWS_MAX = 5_000;
const BYTES_MAX = 2_000_000;
const COLUMNS = ['name', 'external_id', 'agreement', 'email', 'user_name', 'description', 'headquarters'] as const;
const MODES = ['all', 'rows'];

/** What a row must be; the agreement is the query's where the row names none. */
const Row = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 64 }),
  external_id: Type.String({ minLength: 1, maxLength: 100 }),
  agreement: Type.String({ minLength: 1, maxLength: 40 }),
  email: Type.Optional(Type.String({ format: 'email', maxLength: 255 })),
  user_name: Type.Optional(Type.String({ maxLength: 128 })),
  description: Type.Optional(Type.String({ maxLength: 512 })),
  headquarters: Type.Optional(Type.String({ maxLength: 256 })),
});
type Row = Record<(typeof COLUMNS)[number], string | undefined> & { name: string; external_id: string; agreement: string };

export interface Line {
  /** As a spreadsheet counts: the header is row 1. */
  row: number;
  external_id: string;
  status: 'created' | 'present' | 'refused';
  account?: string;
  contract?: string;
  errors?: string[];
}

export interface Report {
  total: number;
  created: number;
  present: number;
  refused: number;
  rows: Line[];
}

export interface Onboarding {
  rows: Record<string, string>[];
  agreement: string | undefined;
  mode: string;
  active: boolean;
}

/** Read before the unit of work begins: whatever makes the whole file useless is refused here. */
export function readFile(bytes: Buffer, query: Record<string, string>): Onboarding {
  const { agreement, mode = 'rows', active = 'false' } = query;
  if (!MODES.includes(mode)) throw invalid('mode', `${JSON.stringify(mode)} is not allowed; allowed: ${MODES.join(', ')}.`);
  if (!['true', 'false'].includes(active)) throw invalid('active', `${JSON.stringify(active)} is not allowed; allowed: true, false.`);
  if (bytes.length > BYTES_MAX) throw invalid('file', `has ${bytes.length} bytes; at most ${BYTES_MAX} are allowed.`);
  const [header = [], ...records] = parseCsv(bytes);
  const columns = header.map((name) => name.trim().toLowerCase());
  for (const name of columns) if (!(COLUMNS as readonly string[]).includes(name)) throw invalid('file', `column ${JSON.stringify(name)} is not known; allowed: ${COLUMNS.join(', ')}.`); // prettier-ignore
  for (const name of ['name', 'external_id']) if (!columns.includes(name)) throw invalid('file', `column "${name}" is missing.`);
  if (new Set(columns).size < columns.length) throw invalid('file', 'a column is there twice.');
  if (!records.length) throw invalid('file', 'a header line and at least one row are expected.');
  if (records.length > ROWS_MAX) throw invalid('file', `has ${records.length} rows; at most ${ROWS_MAX} are allowed at once.`);
  const rows = records.map((cells) => Object.fromEntries(cells.slice(0, columns.length).map((cell, i) => [columns[i]!, cell.trim()])));
  return { rows, agreement, mode, active: active === 'true' };
}

export async function onboard(ctx: Context, input: Onboarding): Promise<Report> {
  const known = await knownPartners(ctx, input.rows.flatMap((r) => r['external_id'] ?? [])); // prettier-ignore
  const seen = new Set<string>();
  const rows: Line[] = [];
  for (const [i, given] of input.rows.entries()) {
    const filled = { ...(input.agreement === undefined ? {} : { agreement: input.agreement }), ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')) }; // prettier-ignore
    const line = { row: i + 2, external_id: given['external_id'] ?? '' };
    rows.push({ ...line, ...(await onboardRow(ctx, filled, { known, seen, active: input.active })) });
  }
  const count = (status: Line['status']) => rows.filter((r) => r.status === status).length;
  const report = { total: rows.length, created: count('created'), present: count('present'), refused: count('refused'), rows };
  if (input.mode === 'all' && report.refused > 0)
    throw new PlatformError('validation', [`file: ${report.refused} of ${report.total} rows are refused, so none was taken.`], { params: { ...report, created: 0, rows: rows.filter((r) => r.status === 'refused') } }); // prettier-ignore
  return report;
}

type Known = ReadonlyMap<string, { account: string; contract: string }>;

/** Everything that can be wrong with a row is found before its first write, so that a refused one leaves nothing behind. */
async function onboardRow(
  ctx: Context,
  given: Record<string, string>,
  { known, seen, active }: { known: Known; seen: Set<string>; active: boolean },
): Promise<Omit<Line, 'row' | 'external_id'>> {
  const faults = faultsOf(Row, given);
  if (faults.length) return { status: 'refused', errors: faults };
  const { name, external_id, agreement, email, user_name, description, headquarters } = given as Row;
  if (seen.has(external_id)) return { status: 'refused', errors: [`external_id: ${JSON.stringify(external_id)} is in the file twice.`] };
  seen.add(external_id);
  const present = known.get(external_id);
  if (present) return { status: 'present', ...present };
  try {
    const { account, contract } = await createPartner(ctx, {
      ...{ name, external_id, agreements: [{ id: agreement, active }] },
      ...(description === undefined ? {} : { description }),
      ...(headquarters === undefined ? {} : { headquarters }),
      ...(email === undefined ? {} : { users: [{ email, ...(user_name === undefined ? {} : { name: user_name }) }] }),
    });
    return { status: 'created', account: account.id, contract: contract.id };
  } catch (error) {
    if (!(error instanceof PlatformError) || error.status >= 500) throw error;
    return { status: 'refused', errors: error.errors.map((text) => text.replace('permissions.agreements.0.id', 'agreement')) };
  }
}

/** External id -> the partner who has it, of the caller's own partners only. */
async function knownPartners(ctx: Context, externalIds: string[]): Promise<Known> {
  const rows = await ctx.tx
    .selectFrom('account')
    .innerJoin('contract', 'contract.owner_id', 'account.id')
    .select(['account.external_id', 'account.id as account', 'contract.id as contract'])
    .where('contract.issuer_id', '=', ctx.actor.accountId)
    .where('contract.type', 'in', ['program', 'service'])
    .where('contract.status', 'in', ['pending', 'active'])
    .where(() =>
      ctx.dialect.among(
        'account.external_id',
        externalIds.filter((id) => id !== ''),
      ),
    ) // prettier-ignore
    .execute();
  return new Map(rows.map(({ external_id, account, contract }) => [external_id, { account, contract }]));
}
