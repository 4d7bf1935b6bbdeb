import { defineExtension, done, Retry, type Answer, type Context, type Request, type RequestOptions } from 'entrepot';

/** The shape that `settings` in extension.yaml describes. */
interface Settings {
  shopUrl: string;
  connection: string;
}

/** An order as the shop tells it. */
interface ShopOrder {
  /** A UUID: the platform takes each one once. */
  id: string;
  sku: string;
  quantity: number;
  email: string;
  customer: { id: string; name: string; street: string; city: string; zip: string; country: string; firstName: string; lastName: string };
}

export default defineExtension<Settings>({
  hooks: {
    // every five minutes
    scheduled_execution: async (ctx) => {
      const orders = await ctx.step('orders', async (step) => (await shop(ctx, step.fetch, '/orders?status=new')).json<ShopOrder[]>());
      for (const order of orders) {
        await ctx.step(`place ${order.id}`, {
          // an earlier run may have placed it and not told the shop
          find: async () => (await ctx.platform.get<Request[]>(`/requests?eq(asset.external_uid,${order.id})`))[0]?.id,
          create: async () => (await ctx.platform.post<Request>('/requests', requestOf(order, ctx.settings.connection))).id,
        });
        await ctx.step(
          `told ${order.id}`,
          async (step) => (await shop(ctx, step.fetch, `/orders/${order.id}`, { method: 'PUT', body: { status: 'placed' } })).status,
        );
      }
      return done(`${orders.length} orders`);
    },

    asset_purchase_request_processing: async (ctx, request) => {
      const body = { status: request.status, reason: request.reason, subscription: request.asset.id };
      await ctx.step(
        `tell ${request.status}`,
        async (step) => (await shop(ctx, step.fetch, `/orders/${request.asset.external_uid}`, { method: 'PUT', body })).status,
      );
      return done();
    },
  },
});

/** A call to the shop; a shop that is away is tried again. */
async function shop(ctx: Context<Settings>, fetch: Context['fetch'], path: string, options: RequestOptions = {}): Promise<Answer> {
  const answer = await fetch(`${ctx.settings.shopUrl}${path}`, { ...options, auth: { type: 'bearer', secret: 'shopToken' } });
  if (answer.status >= 500) throw new Retry({ reason: `the shop answered ${answer.status}` });
  if (!answer.ok) throw new Error(`the shop answered ${answer.status}: ${answer.body.slice(0, 200)}`);
  return answer;
}

function requestOf({ id, sku, quantity, email, customer }: ShopOrder, connection: string): object {
  const { street, city, zip, country, firstName, lastName } = customer;
  const address = { address_line1: street, city, postal_code: zip, country };
  return {
    type: 'purchase',
    asset: {
      external_uid: id,
      connection: { id: connection },
      items: [{ mpn: sku, quantity }],
      params: [{ id: 'admin_email', value: email }],
      tiers: {
        customer: {
          name: customer.name,
          external_id: customer.id,
          contact_info: { ...address, contact: { first_name: firstName, last_name: lastName, email } },
        },
      },
    },
  };
}
