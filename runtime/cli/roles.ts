/** Who uses the command line, and what for: `entrepot help ROLE`. */

export interface Role {
  about: string;
  /** In the order of a first week. */
  commands: readonly string[];
  examples: readonly (readonly [command: string, what: string])[];
}

export const ROLES: Readonly<Record<string, Role>> = {
  author: {
    about: 'Authors write extensions: code that decides about orders, usage and more.',
    commands: ['init', 'dev', 'trigger', 'validate', 'check', 'events', 'pack', 'diff', 'install', 'tasks', 'task', 'replay', 'shadow', 'logs', 'explain'],
    examples: [
      ['entrepot init my-extension', 'a project that works'],
      ['entrepot dev my-extension', 'it runs while you write it'],
      ['entrepot trigger asset_purchase_request_processing --wait', 'an order for it'],
      ['entrepot validate my-extension', 'everything a host would refuse, found here'],
      ['entrepot events asset_purchase_request_processing --sample', 'what a hook gets'],
      ['entrepot check my-extension --permissions', 'what it asks for and never uses'],
      ['entrepot install my-extension --as vendor', 'into a host on this machine'],
      ['entrepot task TQ-1234-5678-9012-3456 --export broken.jsonl', 'an attempt as it was'],
      ['entrepot replay broken.jsonl --package my-extension', 'the same again, offline'],
      ['entrepot shadow --candidate my-extension --gate diverged=0,failed=0', 'a new version on what was recorded; nothing is sent'],
    ],
  },
  operator: {
    about: 'Operators run a platform: hosts, runners, accounts, and copies of all of it.',
    commands: ['start', 'runner', 'doctor', 'backup', 'restore', 'account', 'token', 'extensions', 'tasks', 'logs', 'demo', 'explain'],
    examples: [
      ['entrepot doctor --data ./data', 'what this machine lacks'],
      ['entrepot start --data ./data --port 8080 --seed demo', 'a platform to try things on'],
      ['entrepot account create --name "Acme" --role vendor', 'somebody who may trade'],
      ['entrepot tasks --status dead', 'what needs a person'],
      ['entrepot backup /backups --data ./data', 'one file, verified row by row'],
    ],
  },
  admin: {
    about: 'Admins of an account install extensions and look after them.',
    commands: ['install', 'extensions', 'diff', 'tasks', 'task', 'replay', 'discard', 'logs', 'explain'],
    examples: [
      ['entrepot install first-order-1.0.0.epkg --set baseUrl=https://api.example --secret apiKey=@key.txt', 'shows what it asks for, then installs'],
      ['entrepot diff first-order-1.0.0.epkg first-order-1.1.0.epkg', 'what another version may do more'],
      ['entrepot extensions upgrade EIN-1234-5678-9012 first-order-1.1.0.epkg', 'to another version; rollback leads back'],
      ['entrepot tasks --status dead --installation EIN-1234-5678-9012', 'what came to nothing'],
      ['entrepot replay TQ-1234-5678-9012-3456', 'once more, after the cause is gone'],
    ],
  },
  integrator: {
    about: 'Integrators connect a shop or an ERP over the REST API: docs/client.md, and /docs of a host.',
    commands: ['token', 'events', 'tasks', 'task', 'explain'],
    examples: [
      ['entrepot token create --name "ERP sync"', 'what a client calls with'],
      ['entrepot explain REQ_005', 'an error code: what it means, what to do'],
      ['entrepot tasks --object PR-1234-5678-9012-001', 'what extensions did about an order'],
    ],
  },
};
