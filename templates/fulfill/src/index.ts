import { approve, defineExtension, fail, Retry, type Answer } from 'entrepot';

/** The shape that `settings` in extension.yaml describes. */
interface Settings {
  serviceUrl: string;
  plan: 'basic' | 'plus';
}

const auth = { type: 'bearer', secret: 'serviceToken' } as const;

export default defineExtension<Settings>({
  hooks: {
    asset_purchase_request_processing: async (ctx, request) => {
      const [item] = request.asset.items;
      if (!item) return fail('The order has no items.');
      // A step runs once: its result is recorded before the next one starts. If the recording is lost to a crash, it
      // runs again with the same key, which the service uses to recognise the repetition.
      const tenant = await ctx.step('tenant', async (step) => {
        const answer = await step.fetch(`${ctx.settings.serviceUrl}/tenants`, {
          method: 'POST',
          auth,
          body: { key: step.key, subscription: request.asset.id, plan: ctx.settings.plan, seats: item.quantity },
        });
        return expectOk(answer).json<{ id: string; url: string }>();
      });
      ctx.log.info('tenant created', { tenant: tenant.id });
      return approve({ params: { url: tenant.url } });
    },

    asset_cancel_request_processing: async (ctx, request) => {
      await ctx.step('remove', async (step) => {
        const answer = await step.fetch(`${ctx.settings.serviceUrl}/tenants/${request.asset.id}`, { method: 'DELETE', auth });
        // it is gone already: a repetition after a crash, and just as good
        if (answer.status !== 404) expectOk(answer);
        return true;
      });
      return approve();
    },
  },
});

/** The service is away: try again later. It refuses: let a person look at the task. */
function expectOk(answer: Answer): Answer {
  if (answer.status >= 500 || answer.status === 429) throw new Retry({ reason: `the service answered ${answer.status}` });
  if (!answer.ok) throw new Error(`the service answered ${answer.status}: ${answer.body.slice(0, 200)}`);
  return answer;
}
