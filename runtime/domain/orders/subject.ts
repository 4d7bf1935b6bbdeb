/** Requests as dispatch sees them: how to read them, and the command behind each decision. */
import { showMany, type Subject } from '../kit/index.ts';
import { paramErrorsOf, paramInputsOf } from '../products/index.ts';
import { approve, confirm, fail, inquire, schedule } from './commands.ts';
import { requests } from './fields.ts';

interface RequestJson {
  status: string;
  asset: { params: { type: string; value: string }[] };
}

export const requestSubject: Subject = {
  objectClass: 'request',
  status: (object) => (object as RequestJson).status,
  read: (ctx, ids) => showMany(ctx, requests, ids),
  masked: (object) => (object as RequestJson).asset.params.filter((p) => p.type === 'password' && p.value !== '').map((p) => p.value),
  decisions: {
    approve: (ctx, id, d) =>
      approve(ctx, id, {
        ...(d.template === undefined ? {} : { template: d.template }),
        ...(d.effectiveDate === undefined ? {} : { effectiveDate: d.effectiveDate }),
        params: paramInputsOf(d.params),
      }),
    inquire: (ctx, id, d) =>
      inquire(ctx, id, { ...(d.template === undefined ? {} : { template: d.template }), params: [...paramInputsOf(d.params), ...paramErrorsOf(d.errors)] }),
    fail: (ctx, id, d) => fail(ctx, id, d.reason),
    schedule: (ctx, id, d) => schedule(ctx, id, d.plannedDate),
    confirm: (ctx, id) => confirm(ctx, id),
  },
};
