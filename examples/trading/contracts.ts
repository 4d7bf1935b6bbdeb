/** Agreements and contracts of each kind, as the two sides bring them about. */
import type { Market } from './catalogue.ts';
import type { Party, Trade } from './trade.ts';

type Kind = 'program' | 'distribution' | 'service' | 'syndication';
type Side = 'issuer' | 'owner';

/** Kind -> who does what, and the status of the contract after it; the first step makes it. */
// prettier-ignore
const WALKS: Record<Kind, readonly (readonly [by: Side, verb: string, status: string])[]> = {
  program:      [['issuer', 'invite', 'pending'],  ['owner', 'sign', 'active']],
  service:      [['issuer', 'invite', 'pending'],  ['owner', 'sign', 'active']],
  distribution: [['owner', 'ask', 'enrolling'],    ['owner', 'enroll', 'pending'], ['issuer', 'sign', 'active']],
  syndication:  [['owner', 'ask', 'pending'],      ['issuer', 'sign', 'active']],
};

export interface Agreement {
  id: string;
  kind: Kind;
  issuer: Party;
  /** Whoever has a contract under it. */
  partners: Party[];
  market: Market | undefined;
  form: string | undefined;
}

export interface Contract {
  id: string;
  agreement: Agreement;
  issuer: Party;
  owner: Party;
}

interface Terms {
  name: string;
  /** The agreement it stands below. */
  below?: Agreement;
  market?: Market;
  /** What products resold under it are sourced under. */
  sourcing?: Agreement;
  /** An enrolment form asks for the vendor's tax number. */
  asksTaxId?: boolean;
}

/** A one-page PDF would do; the platform keeps what it is given. */
const DOCUMENT = `data:application/pdf;base64,${Buffer.from('%PDF-1.4 the terms').toString('base64')}`;

/** First terms behind a link, then a second version with the document itself: contracts are under that one. */
export async function offer(trade: Trade, issuer: Party, kind: Kind, { name, below, market, sourcing, asksTaxId }: Terms): Promise<Agreement> {
  const form = asksTaxId ? await taxForm(trade, issuer) : undefined;
  const { id } = await trade.step(
    issuer,
    `offers the ${kind} agreement "${name}"`,
    'version 1',
    () =>
      issuer.post('/agreements', {
        ...{ type: kind, name, description: '# Terms', document_type: 'external', link: 'https://terms.example/v1.pdf' },
        ...(below ? { parent: { id: below.id } } : {}),
        ...(market ? { marketplace: { id: market.id } } : {}),
        ...(sourcing ? { sourcing_agreement: { id: sourcing.id } } : {}),
        ...(form ? { forms: { enroll: { id: form } } } : {}),
      }),
    (answer) => `version ${answer.version.version}`,
  );
  const agreement: Agreement = { id, kind, issuer, partners: [], market, form };
  const terms = { document_type: 'uploaded', file: DOCUMENT, active: true };
  await trade.step(issuer, 'adds terms with their document', 'version 2', () => issuer.post(`/agreements/${id}/versions`, terms), (v) => `version ${v.version}`); // prettier-ignore
  trade.seen('/agreements', id, () => [issuer, ...agreement.partners, ...(below?.partners ?? [])]);
  if (form) trade.seen('/forms', form, () => [issuer, ...agreement.partners, ...(below?.partners ?? [])]);
  return agreement;
}

async function taxForm(trade: Trade, issuer: Party): Promise<string> {
  const schema = { type: 'object', required: ['tax_id'], properties: { tax_id: { type: 'string', minLength: 5 } } };
  const form = await trade.step(issuer, 'makes a form for the enrolment', 'active', () => issuer.post('/forms', { name: 'Enrolment', type: 'enroll', schema }));
  return form.id as string;
}

/** What each verb looks like from outside. */
const WORDS: Readonly<Record<string, string>> = { invite: 'invites', ask: 'asks for a contract of', enroll: 'enrolls with', sign: 'signs with' };

export async function conclude(trade: Trade, agreement: Agreement, owner: Party): Promise<Contract> {
  const { id: agreementId, kind, issuer, market, form } = agreement;
  let id = '';
  for (const [side, verb, status] of WALKS[kind]) {
    const [who, other] = side === 'issuer' ? [issuer, owner] : [owner, issuer];
    if (verb === 'enroll' && form) await owner.post(`/contracts/${id}/data`, { data: { tax_id: 'DE-811569869' } });
    const body = verb === 'invite' ? { owner: { id: owner.id } } : {};
    const call = () => who.post(id ? `/contracts/${id}/${verb}` : `/agreements/${agreementId}/contracts`, body);
    id = (await trade.step(who, `${WORDS[verb]} ${other.name} (${kind})`, status, call)).id as string;
  }
  await trade.shows(owner, 'reads the terms that it is under', 'version 2 %PDF', async () => {
    const [contract, document] = [await owner.get(`/contracts/${id}`), await owner.get(`/agreements/${agreementId}/document`)];
    return `version ${contract.version} ${(document as string).slice(0, 4)}`;
  });
  agreement.partners.push(owner);
  market?.vendors.push(owner);
  trade.seen('/contracts', id, [issuer, owner]);
  trade.seen('/partners', owner.id, [issuer]);
  trade.seen('/partners', issuer.id, [owner]);
  return { id, agreement, issuer, owner };
}
