import { defineExtension, done } from 'entrepot';

export default defineExtension({
  hooks: {
    asset_purchase_request_processing: async (ctx, request) => {
      ctx.log.info('a purchase', { subscription: request.asset.id });
      return done();
    },
  },
});
