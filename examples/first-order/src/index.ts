/** The demo's extension: what a vendor's integrator writes to plug a provisioning service into the platform. */
import { approve, defineExtension, done, inquire, NonRetriable, Retry, submit, type Context, type Request, type Step } from 'entrepot';

interface Settings {
  baseUrl: string;
}

interface Workspace {
  url: string;
  login: string;
}

/** A call to the service; what a status means for the task is decided here and nowhere else. */
async function call<T>(ctx: Context<Settings>, via: Pick<Step, 'fetch'>, method: string, path: string, body?: unknown): Promise<{ status: number; value: T }> {
  const answer = await via.fetch(`${ctx.settings.baseUrl}${path}`, { method, body, auth: { type: 'bearer', secret: 'apiKey' } });
  if (answer.status === 503) throw new Retry({ reason: 'the service is down' });
  if (answer.status === 422) throw new NonRetriable(`the service refused: ${answer.body}`);
  return { status: answer.status, value: answer.json<T>() };
}

const seats = (request: Request) => Number(request.asset.items.find((i) => i.mpn === 'ACME-SEAT')?.quantity ?? 0);
const param = (request: Request, name: string) => request.asset.params.find((p) => p.id === name)?.value ?? '';

/** Change, suspend, resume and cancel are one call each. */
const forward = (method: string, path: (asset: string) => string, body: (request: Request) => unknown) => async (ctx: Context<Settings>, request: Request) => {
  await ctx.step('service', async (step) => (await call(ctx, step, method, path(request.asset.id), body(request))).status);
  return approve();
};

export default defineExtension<Settings>({
  hooks: {
    asset_purchase_request_processing: async (ctx, request) => {
      const domain = param(request, 'domain');
      if (domain === 'taken') return inquire({ errors: { domain: 'This name is taken, choose another.' } });
      const password = await ctx.step('password', () => ctx.password());
      const workspace = await ctx.step('workspace', async (step) => {
        const body = { asset: request.asset.id, seats: seats(request), domain, password };
        return (await call<Workspace>(ctx, step, 'POST', '/workspaces', body)).value;
      });
      ctx.log.info('workspace made', { url: workspace.url });
      return approve({ params: { url: workspace.url, login: workspace.login, password } });
    },
    asset_change_request_processing: forward(
      'PUT',
      (asset) => `/workspaces/${asset}`,
      (request) => ({ seats: seats(request) }),
    ),
    asset_suspend_request_processing: forward(
      'PUT',
      (asset) => `/workspaces/${asset}`,
      () => ({ suspended: true }),
    ),
    asset_resume_request_processing: forward(
      'PUT',
      (asset) => `/workspaces/${asset}`,
      () => ({ suspended: false }),
    ),
    asset_cancel_request_processing: forward(
      'DELETE',
      (asset) => `/workspaces/${asset}`,
      () => undefined,
    ),
    usage_file_request_processing: async () => submit(),
    contract_changed: async (ctx, contract) => {
      ctx.log.info(`contract ${contract.id} is ${contract.status}`);
      return done();
    },
  },
});
