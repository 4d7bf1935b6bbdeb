/** Tokens of runners: which environments they serve and whether they may hold secrets. */
import { randomBytes } from 'node:crypto';
import { notFound, PlatformError, sameSecret, sha256 } from '../base/index.ts';
import type { Context } from '../store/index.ts';

export interface RunnerIdentity {
  id: string;
  name: string;
  /** Environment ids, or `*` for all. */
  environments: string[];
  secretsGranted: boolean;
}

/** Answers the token's text, `RT-…:secret`, shown once. */
export async function createRunnerToken(ctx: Context, input: { name: string; environments: string[]; secretsGranted: boolean }): Promise<string> {
  const id = `RT-${randomBytes(6).toString('hex')}`;
  const secret = randomBytes(24).toString('hex');
  await ctx.tx
    .insertInto('runner_token')
    .values({
      id,
      name: input.name,
      secret_hash: sha256(secret),
      environments: JSON.stringify(input.environments),
      secrets_granted: input.secretsGranted ? 1 : 0,
      created_at: ctx.now,
    })
    .execute();
  return `${id}:${secret}`;
}

export async function authenticateRunner(ctx: Context, header: string | undefined): Promise<RunnerIdentity> {
  const match = /^Bearer (RT-[0-9a-f]{12}):([0-9a-f]{48})$/.exec(header ?? '');
  const row = match && (await ctx.tx.selectFrom('runner_token').selectAll().where('id', '=', match[1]!).executeTakeFirst());
  if (!match || !sameSecret(row?.secret_hash ?? '', sha256(match[2]!)) || !row) throw new PlatformError('unauthorized', 'The runner token is not valid.');
  return { id: row.id, name: row.name, environments: JSON.parse(row.environments) as string[], secretsGranted: row.secrets_granted === 1 };
}

/** A runner that is connected keeps its session until it reconnects. */
export async function deleteRunnerToken(ctx: Context, id: string): Promise<void> {
  const gone = await ctx.tx.deleteFrom('runner_token').where('id', '=', id).executeTakeFirst();
  if (!Number(gone.numDeletedRows)) throw notFound(id);
}
