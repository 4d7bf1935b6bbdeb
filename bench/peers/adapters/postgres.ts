/** What the peers on PostgreSQL share. */
import pg from 'pg';

export const POOL_SIZE = 20;

export function poolOf(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE });
  // a connection that is lost while it is idle shows at its next query
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** As the server says it of itself. */
export async function durabilityOf(pool: pg.Pool): Promise<string> {
  const show = async (name: string) => Object.values((await pool.query<Record<string, string>>(`show ${name}`)).rows[0]!)[0];
  return `PostgreSQL fsync ${await show('fsync')}, synchronous_commit ${await show('synchronous_commit')}`;
}

export async function countOf(pool: pg.Pool, text: string, values: unknown[] = []): Promise<number> {
  return Number((await pool.query<{ count: string }>(text, values)).rows[0]!.count);
}

/** What a peer has to say goes to the terminal, until its database is taken from under it. */
export function voiceOf(name: string): { say(text: unknown): void; end(): void } {
  let open = true;
  return {
    say: (text) => void (open && process.stderr.write(`${name}: ${String(text)}\n`)),
    end: () => void (open = false),
  };
}
