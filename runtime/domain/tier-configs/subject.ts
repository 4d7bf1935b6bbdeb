/** Tier configuration requests as dispatch sees them: how to read them, and the command behind each decision. */
import { showMany, type Subject } from '../kit/index.ts';
import { paramErrorsOf, paramInputsOf } from '../products/index.ts';
import { approveConfigRequest, failConfigRequest, inquireConfigRequest } from './commands.ts';
import { configRequests } from './fields.ts';

interface ConfigRequestJson {
  status: string;
  params: { type: string; value: string }[];
}

export const tierConfigRequestSubject: Subject = {
  objectClass: 'tier_config_request',
  status: (object) => (object as ConfigRequestJson).status,
  read: (ctx, ids) => showMany(ctx, configRequests, ids),
  masked: (object) => (object as ConfigRequestJson).params.filter((p) => p.type === 'password' && p.value !== '').map((p) => p.value),
  decisions: {
    approve: (ctx, id, d) =>
      approveConfigRequest(ctx, id, {
        ...(d.template === undefined ? {} : { template: d.template }),
        ...(d.effectiveDate === undefined ? {} : { effectiveDate: d.effectiveDate }),
        params: paramInputsOf(d.params),
      }),
    inquire: (ctx, id, d) =>
      inquireConfigRequest(ctx, id, {
        ...(d.template === undefined ? {} : { template: d.template }),
        params: [...paramInputsOf(d.params), ...paramErrorsOf(d.errors)],
      }),
    fail: (ctx, id, d) => failConfigRequest(ctx, id, d.reason),
  },
};
