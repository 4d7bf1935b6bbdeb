/**
 * What a package asks for, in words an admin can decide on, most powerful first: changes money, personal data, sends data
 * out, acts alone, reads. The canonical keys behind the sentences are what consent is given to, by their digest.
 */
import {
  BUDGET_MS,
  eventDefinition,
  FIXED_LIMITS,
  type EventDefinition,
  type HookManifest,
  type Manifest,
  type ObjectScope,
  type OnTimeout,
  type PermissionsManifest,
  type ScheduleManifest,
  type SecretManifest,
} from '../../../sdk/contract/index.ts';
import { lookUp, sha256 } from '../../base/index.ts';

/** In the order they are shown. */
const LEVELS = ['money', 'personal', 'sends', 'acts', 'reads'] as const;
export type Level = (typeof LEVELS)[number];

export interface Permission {
  /** Stable texts, one for each smallest power: a version asks for no more than another when all its keys are among the other's. */
  keys: string[];
  level: Level;
  sentence: string;
  /** The author's own words. */
  reason?: string;
}

// prettier-ignore
const SCOPES: Record<ObjectScope, readonly [Level, string]> = {
  'requests:write':      ['money',    'Approve, refuse or question orders through the API without asking a person'],
  'usage:write':         ['money',    'Create and submit usage files, which change what customers pay'],
  'products:write':      ['money',    'Change products, their items and parameters'],
  'listings:write':      ['money',    'Put products on sale or take them off'],
  'tier-configs:write':  ['money',    'Approve, refuse or question tier configurations through the API without asking a person'],
  'subscriptions:write': ['money',    'Create billing requests'],
  'tier-accounts:write': ['personal', 'Change names and addresses of customers and resellers (personal data)'],
  'tier-accounts:read':  ['personal', 'Read names, e-mail and phone of customers and resellers (personal data)'],
  'requests:read':       ['personal', 'Read orders with the contact data of their customers (personal data)'],
  'assets:read':         ['personal', 'Read subscriptions with the contact data of their customers (personal data)'],
  'tier-configs:read':   ['personal', 'Read tier configurations with the contact data of their resellers (personal data)'],
  'subscriptions:read':  ['personal', 'Read subscriptions and their billing requests with the contact data of their customers (personal data)'],
  'conversations:read':  ['personal', 'Read what you and your partners write to each other (personal data)'],
  'helpdesk:read':       ['personal', 'Read helpdesk cases and their files (personal data)'],
  'conversations:write': ['sends',    'Write to your partners in your name'],
  'helpdesk:write':      ['sends',    'Open, answer and close helpdesk cases in your name'],
  'news:write':          ['sends',    'Publish news to your partners'],
  'partners:write':      ['acts',     'Invite partners: make accounts and contracts'],
  'forms:write':         ['acts',     'Change what you ask of those who enrol'],
  'partners:read':       ['reads',    'Read who your partners are'],
  'news:read':           ['reads',    'Read news'],
  'forms:read':          ['reads',    'Read forms'],
  'usage:read':          ['reads',    'Read usage files'],
  'accounts:read':       ['reads',    'Read the account\'s own data'],
  'products:read':       ['reads',    'Read products'],
  'contracts:read':      ['reads',    'Read contracts'],
  'agreements:read':     ['reads',    'Read agreements'],
  'marketplaces:read':   ['reads',    'Read marketplaces'],
  'hubs:read':           ['reads',    'Read hubs'],
  'listings:read':       ['reads',    'Read listings'],
};

/** What decisions a hook may return, as a power. */
const DECIDES: Record<string, string> = {
  request: 'Approve, refuse or question orders without asking a person',
  tier_config_request: 'Approve, refuse or question tier configurations without asking a person',
  usage_file: 'Submit, accept or reject usage files, which change what customers pay',
};
/** Objects that carry the contact data of people. */
const PERSONAL = ['request', 'asset', 'tier_config_request', 'tier_account_request', 'case'];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** `settings` where they are known turn `{settings.NAME}` into the address that was entered. */
export function permissionsOf(manifest: Manifest, settings: Record<string, unknown> = {}): Permission[] {
  const asked: PermissionsManifest = manifest.permissions ?? {};
  const list = [
    ...Object.entries(manifest.hooks).flatMap(([type, hook]) => hookPermission(type, eventDefinition(type), hook)),
    ...(asked.objects ?? []).map((scope): Permission => ({ keys: [`object:${scope}`], level: SCOPES[scope][0], sentence: SCOPES[scope][1] })),
    ...(asked.egress ?? []).map((rule): Permission => {
      const methods = rule.methods ?? METHODS;
      return {
        keys: methods.map((method) => `egress:${rule.host.toLowerCase()}:${method}`),
        level: 'sends',
        sentence: `${methods.every((m) => m === 'GET' || m === 'HEAD') ? 'Fetch data from' : 'Send data to'} ${place(rule.host, settings)}`,
        reason: rule.reason,
      };
    }),
    ...Object.entries((asked.secrets ?? {}) as Record<string, SecretManifest>).map(([name, secret]): Permission => {
      const hosts = secret.hosts.map((host) => place(host, settings)).join(', ');
      return {
        keys: secret.hosts.map((host) => `secret:${name}:${host.toLowerCase()}`),
        level: 'sends',
        sentence: `Use the secret "${secret.title ?? name}" only towards ${hosts}; it cannot read it`,
      };
    }),
    ...(manifest.schedules ?? []).map(schedulePermission),
    ...(asked.storage
      ? [{ keys: ['storage'], level: 'reads' as const, sentence: `Keep up to ${Math.round(FIXED_LIMITS.storageBytes / 1_000_000)} MB of its own data` }]
      : []),
  ];
  return merged(list).sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

/** What consent is given to. Reasons and titles are words, not powers, and do not change it. */
export function permissionsDigest(manifest: Manifest): string {
  return sha256(JSON.stringify(keysOf(manifest)));
}

/** What `next` may do that `present` may not. */
export function newPowers(present: Manifest, next: Manifest, settings?: Record<string, unknown>): Permission[] {
  const granted = new Set(keysOf(present));
  return permissionsOf(next, settings).filter((permission) => permission.keys.some((key) => !granted.has(key)));
}

/** What `present` may do that `next` no longer asks for. */
export function droppedPowers(present: Manifest, next: Manifest, settings?: Record<string, unknown>): Permission[] {
  return newPowers(next, present, settings);
}

/** A permission as one line, the author's reason behind it. */
export function permissionSentence(permission: Permission): string {
  return permission.reason ? `${permission.sentence}: ${permission.reason}` : permission.sentence;
}

function keysOf(manifest: Manifest): string[] {
  return [...new Set(permissionsOf(manifest).flatMap((permission) => permission.keys))].sort();
}

/** What the caller of an interactive hook meets, at worst. */
// prettier-ignore
const WAITS: Record<OnTimeout, string> = { allow: 'accept', deny: 'refuse', default: 'go on without it' };

function hookPermission(type: string, event: EventDefinition | undefined, hook: HookManifest = {}): Permission[] {
  if (!event || event.category === 'scheduled') return [];
  if (event.category === 'interactive') {
    const { budgetMs = BUDGET_MS.default, onTimeout = 'default' } = hook;
    const what = event.decisions.includes('answer')
      ? `Answer ${type.replaceAll('_', ' ')} calls`
      : `Delay or refuse drafts and answers (${type.replaceAll('_', ' ')})`;
    // to be asked is one power, to stop everything by being silent another
    const keys = [`hook:${type}`, ...(onTimeout === 'deny' ? [`hook:${type}:deny`] : [])];
    return [{ keys, level: 'personal', sentence: `${what}, for at most ${budgetMs / 1000} s; if it fails: ${WAITS[onTimeout]}` }];
  }
  const decides = event.decisions.length > 3 ? DECIDES[event.object] : undefined;
  if (decides) return [{ keys: [`hook:${type}`], level: 'money', sentence: decides }];
  const personal = PERSONAL.includes(event.object);
  return [
    {
      keys: [`hook:${type}`],
      level: personal ? 'personal' : 'reads',
      sentence: `Be told of every ${event.object.replaceAll('_', ' ')} that changes, and read it${personal ? ' (personal data)' : ''}`,
    },
  ];
}

function schedulePermission(schedule: ScheduleManifest): Permission {
  const when = schedule.cron === undefined ? `every ${spoken(schedule.everySeconds ?? 0)}` : `by the clock (${schedule.cron})`;
  return { keys: [`schedule:${schedule.name}:${schedule.cron ?? schedule.everySeconds}`], level: 'acts', sentence: `Run by itself ${when}: ${schedule.name}` };
}

function spoken(seconds: number): string {
  for (const [unit, size] of [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const)
    if (seconds % size === 0) return seconds === size ? unit : `${seconds / size} ${unit}s`;
  return `${seconds} seconds`;
}

function place(host: string, settings: Record<string, unknown>): string {
  const name = /^\{settings\.(\w+)\}$/.exec(host)?.[1];
  if (name === undefined) return host;
  const entered = lookUp(settings, name);
  return `the address you enter in settings as "${name}"${typeof entered === 'string' && entered ? ` (now: ${entered})` : ''}`;
}

/** One sentence once, with all its keys. */
function merged(list: Permission[]): Permission[] {
  const byText = new Map<string, Permission>();
  for (const permission of list) {
    const text = permissionSentence(permission);
    const present = byText.get(text);
    if (present) present.keys.push(...permission.keys);
    else byText.set(text, { ...permission, keys: [...permission.keys] });
  }
  return [...byText.values()];
}
