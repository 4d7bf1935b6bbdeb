import { defineExtension, done, Retry, type Context } from 'entrepot';

/** The shape that `settings` in extension.yaml describes. */
interface Settings {
  chatUrl: string;
  channel: string;
}

export default defineExtension<Settings>({
  hooks: {
    asset_purchase_request_processing: (ctx, request) => {
      const { asset, reason } = request;
      const why = reason ? `: ${reason}` : '';
      return tell(
        ctx,
        `Order ${request.id} of ${asset.product.name ?? asset.product.id} for ${asset.tiers.customer.name ?? 'a customer'} is ${request.status}${why}`,
      );
    },
    subscription_changed: (ctx, asset) => tell(ctx, `Subscription ${asset.id} is ${asset.status}`),
    contract_changed: (ctx, contract) => tell(ctx, `Contract ${contract.name} is ${contract.status}`),
  },
});

/** One message an event: the step is not run again once it is recorded, and its key lets the chat drop a repetition. */
async function tell(ctx: Context<Settings>, text: string) {
  await ctx.step(`tell ${ctx.event.status}`, async (step) => {
    const answer = await step.fetch(`${ctx.settings.chatUrl}/messages`, {
      method: 'POST',
      auth: { type: 'bearer', secret: 'chatToken' },
      body: { channel: ctx.settings.channel, text, key: step.key },
    });
    if (!answer.ok) throw new Retry({ reason: `the chat answered ${answer.status}` });
    return true;
  });
  return done();
}
