/** Rows of the extension registry: extensions, versions, installations and what belongs to one installation. */
import type { Ordering } from '../../../sdk/contract/index.ts';

export interface ExtensionRow {
  id: string;
  name: string;
  type: string;
  owner_id: string;
  description: string;
  created_at: string;
}

export interface EnvironmentRow {
  /** `ENV-4400-0874-03`; suffix 01 development, 02 test, 03 production. */
  id: string;
  extension_id: string;
  type: string;
  /** The version that new installations get. */
  version: string | null;
}

export interface PackageVersionRow {
  /** `SRVC-4400-0874/1.0.0`. */
  id: string;
  extension_id: string;
  version: string;
  /** Names the contents of the archive: SHA-256 of the list of all files' digests. */
  digest: string;
  /** Size of the archive. */
  bytes: number;
  /** JSON of the checked manifest. */
  manifest: string;
  /** SHA-256 of the bundle; runners fetch by it. */
  bundle_digest: string;
  bundle: string;
  source_map: string;
  /** SHA-256 of the canonical permission list, what an admin consents to. */
  permissions_digest: string;
  /** limits.concurrency of the manifest, beside it because every claim reads it. */
  concurrency: number;
  created_at: string;
}

/** A package version without its code: what lists read. */
export type PackageSummaryRow = Omit<PackageVersionRow, 'bundle' | 'source_map' | 'concurrency'>;

export interface InstallationRow {
  id: string;
  extension_id: string;
  environment_id: string;
  account_id: string;
  version: string;
  previous_version: string | null;
  status: 'installed' | 'paused' | 'uninstalled';
  /** JSON of the granted permissions: the manifest's, possibly narrowed by the admin. */
  grants: string;
  settings: string;
  /** The settings that went with `previous_version`; a rollback brings both back. */
  previous_settings: string | null;
  allow_private: number;
  /** Whether its attempts are recorded, where the host records at all. */
  recording: number;
  created_at: string;
  updated_at: string;
}

/** One row per hook of an installed version: what routing looks up. */
export interface SubscriptionRow {
  installation_id: string;
  account_id: string;
  event_type: string;
  /** JSON array. */
  statuses: string;
  filter: string | null;
  lane_policy: string;
  ordering: Ordering;
  /** JSON array of milliseconds, or null for the standard table. */
  retry: string | null;
  /** Of an interactive hook: how long its caller waits, and what stands for an answer that did not come. */
  budget_ms: number | null;
  on_timeout: string | null;
}

export interface InstallationSecretRow {
  installation_id: string;
  name: string;
  sealed: string;
  updated_at: string;
}

export interface KeyValueRow {
  installation_id: string;
  key: string;
  value: string;
  version: number;
  bytes: number;
}

export interface RunnerTokenRow {
  id: string;
  name: string;
  secret_hash: string;
  /** JSON array of environment ids, or ["*"]. */
  environments: string;
  secrets_granted: number;
  created_at: string;
}

export interface RegistryTables {
  extension: ExtensionRow;
  environment: EnvironmentRow;
  package_version: PackageVersionRow;
  package_summary: PackageSummaryRow;
  installation: InstallationRow;
  subscription: SubscriptionRow;
  installation_secret: InstallationSecretRow;
  key_value: KeyValueRow;
  runner_token: RunnerTokenRow;
}
