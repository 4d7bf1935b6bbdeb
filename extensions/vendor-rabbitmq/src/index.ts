/** A managed message broker as a product: a subscription is a virtual host of RabbitMQ with a user of its own. */
import { approve, defineExtension, done, inquire, skip, type Context, type Request } from 'entrepot';
import { createBroker, type Broker, type Settings, type Via } from './broker.ts';
import { addressOf, isLower, isVhostName, limitsOf, presentVhost, userName, WANTED, wantedVhost, type Limits } from './order.ts';
import { claimedVhost, createUser, createVhost, removeAll, Taken } from './purchase.ts';

/** Open connections above this one are refused, so zero closes the door. */
const CLOSED = 0;

async function setLimits(via: Via, broker: Broker, vhost: string, limits: Limits): Promise<void> {
  await broker.limit(via, vhost, 'max-connections', limits.connections);
  await broker.limit(via, vhost, 'max-queues', limits.queues);
}

/** Orders of the vendor's other products are not ours. */
function ours<D>(work: (ctx: Context<Settings>, request: Request, broker: Broker) => Promise<D>) {
  return async (ctx: Context<Settings>, request: Request) =>
    request.asset.product.id === ctx.settings.product ? work(ctx, request, createBroker(ctx)) : skip(`${request.asset.product.id} is another product`);
}

async function purchase(ctx: Context<Settings>, request: Request, broker: Broker) {
  const wanted = wantedVhost(request);
  if (request.status === 'failed') {
    await removeAll(ctx, broker, request, (await claimedVhost(ctx, request.asset.id)) ?? wanted);
    return done();
  }
  if (!isVhostName(wanted))
    return inquire({
      errors: { [WANTED]: 'This name cannot be used: up to 128 letters, digits, dots, dashes and underscores, the first a letter or a digit.' },
    });
  try {
    const vhost = await createVhost(ctx, broker, request);
    const { user, password } = await createUser(ctx, broker, request, vhost);
    await ctx.step('limits', async (step) => {
      await setLimits(step, broker, vhost, limitsOf(ctx.settings, request));
      return true;
    });
    ctx.log.info('virtual host ready', { vhost, user });
    return approve({ params: { url: addressOf(ctx.settings, vhost), user, password } });
  } catch (error) {
    if (!(error instanceof Taken)) throw error;
    ctx.log.info('the wanted name is taken', { vhost: wanted });
    return inquire({ errors: { [WANTED]: `The name ${wanted} is taken, choose another.` } });
  }
}

/** Limits guard new connections only; after a smaller order everybody reconnects, within the new limit. */
async function change(ctx: Context<Settings>, request: Request, broker: Broker) {
  const vhost = presentVhost(request);
  const limits = limitsOf(ctx.settings, request);
  const items = request.asset.items.map((i) => ({ ...i, quantity: i.old_quantity }));
  const before = limitsOf(ctx.settings, { ...request, asset: { ...request.asset, items } });
  await ctx.step('limits', async (step) => {
    await setLimits(step, broker, vhost, limits);
    if (isLower(limits.connections, before.connections)) await broker.closeConnections(step, userName(request), 'the limit of connections was lowered');
    return true;
  });
  return approve();
}

async function suspend(ctx: Context<Settings>, request: Request, broker: Broker) {
  const vhost = presentVhost(request);
  await ctx.step('closed', async (step) => {
    await broker.limit(step, vhost, 'max-connections', CLOSED);
    await broker.closeConnections(step, userName(request), 'suspended by the platform');
    return true;
  });
  return approve();
}

async function resume(ctx: Context<Settings>, request: Request, broker: Broker) {
  const vhost = presentVhost(request);
  await ctx.step('opened', async (step) => {
    await setLimits(step, broker, vhost, limitsOf(ctx.settings, request));
    return true;
  });
  return approve();
}

async function cancel(ctx: Context<Settings>, request: Request, broker: Broker) {
  await removeAll(ctx, broker, request, presentVhost(request));
  return approve();
}

export default defineExtension<Settings>({
  hooks: {
    asset_purchase_request_processing: ours(purchase),
    asset_change_request_processing: ours(change),
    asset_suspend_request_processing: ours(suspend),
    asset_resume_request_processing: ours(resume),
    asset_cancel_request_processing: ours(cancel),
  },
});
