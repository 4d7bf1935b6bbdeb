/** Requests and assets as dispatch sees them: how to read them, and the command behind each decision. */
import { showMany, type Subject } from '../kit/index.ts';
import { paramErrorsOf, paramInputsOf } from '../products/index.ts';
import { approve, confirm, fail, inquire, schedule } from './commands.ts';
import { assets, requests } from './fields.ts';

interface AssetJson {
  status: string;
  params: { type: string; value: string }[];
}
interface RequestJson {
  status: string;
  asset: AssetJson;
}

const passwords = ({ params }: Pick<AssetJson, 'params'>) => params.filter((p) => p.type === 'password' && p.value !== '').map((p) => p.value);

export const requestSubject: Subject = {
  objectClass: 'request',
  status: (object) => (object as RequestJson).status,
  read: (ctx, ids) => showMany(ctx, requests, ids),
  masked: (object) => passwords((object as RequestJson).asset),
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

export const assetSubject: Subject = {
  objectClass: 'asset',
  status: (object) => (object as AssetJson).status,
  read: (ctx, ids) => showMany(ctx, assets, ids),
  masked: (object) => passwords(object as AssetJson),
  decisions: {},
};
