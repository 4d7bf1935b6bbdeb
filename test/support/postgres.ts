/** Databases of a test's own on the PostgreSQL server that ENTREPOT_TEST_POSTGRES names. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export const POSTGRES = process.env['ENTREPOT_TEST_POSTGRES'];

export interface OwnDatabase extends AsyncDisposable {
  name: string;
  url: string;
  drop(): Promise<void>;
}

/** Empty, or a copy of `template`. */
export async function createDatabase(server: string, template?: string): Promise<OwnDatabase> {
  const name = `entrepot_test_${randomBytes(6).toString('hex')}`;
  await execute(server, `create database ${name}${template === undefined ? '' : ` template ${template}`}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const drop = () => execute(server, `drop database if exists ${name} with (force)`);
  return { name, url, drop, [Symbol.asyncDispose]: drop };
}

async function execute(server: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(text).finally(() => client.end());
}
