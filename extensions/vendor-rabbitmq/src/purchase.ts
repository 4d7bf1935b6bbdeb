/**
 * From an order to a virtual host with a user. Each outside effect is a step that first looks for what an unrecorded run
 * may have left, and everything made carries the asset's id as a tag: what has no such tag is somebody else's and is
 * never touched.
 */
import { NonRetriable, type Context, type Request } from 'entrepot';
import type { Broker, Settings } from './broker.ts';
import { userName, wantedVhost } from './order.ts';

/** The wanted name belongs to somebody else. */
export class Taken extends Error {}

const claimKey = (vhost: string) => `vhost/${vhost}`;
const nameKey = (asset: string) => `asset/${asset}`;

/**
 * Two orders may want one name at the same time, and between asking the broker and creating there is a gap. So the name
 * is claimed first in the installation's storage, where only one can be first.
 */
async function claim(ctx: Context<Settings>, vhost: string, asset: string): Promise<void> {
  const present = await ctx.storage.get<string>(claimKey(vhost));
  if (present && present.value !== asset) throw new Taken(vhost);
  if (!present)
    await ctx.storage.set(claimKey(vhost), asset, { ifVersion: 0 }).catch((error: Error & { code?: string }) => {
      if (error.code === 'CONFLICT') throw new Taken(vhost);
      throw error;
    });
  await ctx.storage.set(nameKey(asset), vhost);
}

async function release(ctx: Context<Settings>, vhost: string, asset: string): Promise<void> {
  for (const [key, value] of [
    [claimKey(vhost), asset],
    [nameKey(asset), vhost],
  ] as const) {
    const present = await ctx.storage.get<string>(key);
    if (present?.value === value) await ctx.storage.delete(key);
  }
}

/** The name an unfinished purchase holds; the buyer may want another one by now. */
export async function claimedVhost(ctx: Context<Settings>, asset: string): Promise<string | undefined> {
  return (await ctx.storage.get<string>(nameKey(asset)))?.value;
}

/** The step carries the name: after an inquiry another one may be wanted. */
export async function createVhost(ctx: Context<Settings>, broker: Broker, request: Request): Promise<string> {
  const { id } = request.asset;
  const name = wantedVhost(request);
  const earlier = await claimedVhost(ctx, id);
  if (earlier !== undefined && earlier !== name) await removeVhost(ctx, broker, request, earlier);
  await claim(ctx, name, id);
  return ctx.step(`vhost ${name}`, {
    find: async (step) => {
      const found = await broker.vhost(step, name);
      if (found && !found.tags.includes(id)) {
        await release(ctx, name, id);
        throw new Taken(name);
      }
      return found && name;
    },
    create: async (step) => {
      const customer = request.asset.tiers.customer.name ?? '';
      await broker.putVhost(step, name, `${customer} (${id})`.trim(), ['entrepot', id]);
      return name;
    },
  });
}

interface Credentials {
  password: string;
  /** Tells a user made with this very password from one made with an earlier, forgotten one. */
  mark: string;
}

/**
 * The password is recorded before the broker hears of it: a repeated PUT with another one would silently change it, and
 * the broker never tells which one it has.
 */
export async function createUser(ctx: Context<Settings>, broker: Broker, request: Request, vhost: string): Promise<{ user: string; password: string }> {
  const { id } = request.asset;
  const user = userName(request);
  const { password, mark } = await ctx.step<Credentials>('credentials', async () => ({ password: await ctx.password(32), mark: await ctx.password(12) }));
  await ctx.step('user', {
    find: async (step) => {
      const found = await broker.user(step, user);
      if (found && !found.tags.includes(id)) throw new NonRetriable(`the user ${user} exists and was not made for ${id}; remove it, then replay.`);
      return found?.tags.includes(mark) ? user : undefined;
    },
    create: async (step) => {
      await broker.putUser(step, user, password, [id, mark]);
      return user;
    },
  });
  await ctx.step('permissions', async (step) => {
    await broker.putPermissions(step, vhost, user);
    return true;
  });
  return { user, password };
}

/** Removes what carries the asset's tag; what is gone already is fine, what is not ours stays. */
export async function removeAll(ctx: Context<Settings>, broker: Broker, request: Request, vhost: string): Promise<void> {
  const { id } = request.asset;
  const user = userName(request);
  await ctx.step('user removed', async (step) => {
    const found = await broker.user(step, user);
    if (!found?.tags.includes(id)) return false;
    await broker.closeConnections(step, user, 'subscription ended');
    await broker.removeUser(step, user);
    return true;
  });
  await removeVhost(ctx, broker, request, vhost);
}

async function removeVhost(ctx: Context<Settings>, broker: Broker, request: Request, vhost: string): Promise<void> {
  const { id } = request.asset;
  const removed = await ctx.step(`vhost removed ${vhost}`, async (step) => {
    const found = await broker.vhost(step, vhost);
    if (!found?.tags.includes(id)) return false;
    await broker.removeVhost(step, vhost);
    return true;
  });
  ctx.log.info(removed ? 'virtual host removed' : 'there was no virtual host of this subscription', { vhost });
  await release(ctx, vhost, id);
}
