/** What a handler may return is a matter of its event: anything else does not compile. Checked by `npm run check:types`. */
import { expect, test } from 'vitest';
import { accept, answer, approve, defineExtension, done, reject, type Hooks } from '../../sdk/index.ts';

test('an impermissible decision does not compile', () => {
  const { hooks } = defineExtension({
    hooks: {
      asset_purchase_request_validation: async (_ctx, request) => (request.asset.params.length ? accept() : reject({ errors: { vhost: 'taken' } })),
      tier_config_setup_request_validation: async () => reject({ errors: { name: 'missing' } }),
      product_action_execution: async (_ctx, call) => answer({ status: 302, headers: { location: `https://a.example/${call.asset?.id}` } }),
      product_custom_event_processing: async (_ctx, call) => answer({ body: { name: call.name } }),
      usage_file_request_processing: async () => reject('record 7'),
    },
  });
  const wrong: Hooks = {
    // @ts-expect-error -- an order is not approved while its buyer waits
    asset_purchase_request_validation: async () => approve(),
    // @ts-expect-error -- values are rejected by name
    asset_change_request_validation: async () => reject('no'),
    // @ts-expect-error -- a call is answered
    product_custom_event_processing: async () => accept(),
    // @ts-expect-error -- a validation is no call
    asset_renew_request_validation: async () => answer(),
    // @ts-expect-error -- nobody waits for a usage file
    usage_file_request_processing: async () => reject({ errors: { a: 'b' } }),
    // @ts-expect-error -- a validation says yes or no
    tier_config_change_request_validation: async () => done(),
  };
  expect(Object.keys(hooks)).toHaveLength(5);
  expect(Object.keys(wrong)).toHaveLength(6);
});
