import { accept, defineExtension, reject } from 'entrepot';

/** The shape that `settings` in extension.yaml describes. */
interface Settings {
  directoryUrl: string;
}

/** The ordering parameter that is checked, and what its value must be like. */
const PARAMETER = 'domain';
const NAME = /^[a-z][a-z0-9-]{2,30}$/;

export default defineExtension<Settings>({
  hooks: {
    asset_purchase_request_validation: async (ctx, request) => {
      const name = request.asset.params.find((param) => param.id === PARAMETER)?.value ?? '';
      if (!name) return accept();
      if (!NAME.test(name)) return reject({ errors: { [PARAMETER]: 'Use 3 to 31 small letters, digits and dashes; begin with a letter.' } });
      const answer = await ctx.fetch(`${ctx.settings.directoryUrl}/names/${name}`, { timeoutMs: 1000 });
      if (answer.status === 404) return accept();
      if (answer.ok) return reject({ errors: { [PARAMETER]: 'This name is taken, choose another.' } });
      // thrown, so that the buyer gets what onTimeout says
      throw new Error(`the directory answered ${answer.status}`);
    },
  },
});
