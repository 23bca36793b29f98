import type { AccountStore } from '../../shared/account/account-store.ts';
import type { AdministratorKey } from '../../shared/account/administrator-key.ts';
import type { LimitsOf } from '../../shared/account/limits-cache.ts';
import type { UsageCounter } from '../../shared/account/usage-counter.ts';
import type { AuditLog } from '../../shared/audit/audit-log.ts';
import type { ErasureList } from '../../shared/account/erasure-list.ts';
import type { KeyStore } from '../../shared/account/key-store.ts';
import type { DeliveryLog } from '../../shared/delivery/delivery-log.ts';
import type { RequestStore } from '../../shared/idempotency/request-store.ts';
import type { Event } from '../../shared/emit/put-event.ts';
import type { PortalCodeStore } from '../../shared/portal/portal-code-store.ts';
import type { PublicKeyStore } from '../../shared/signature/public-key-store.ts';
import type { AddressRules } from '../../shared/subscription/endpoint-url.ts';
import type { SubscriptionAdmission } from '../../shared/subscription/subscription-admission.ts';
import type { SubscriptionStore } from '../../shared/subscription/subscription-store.ts';
import type { Looking } from './looking.ts';
import type { Mending } from './mending.ts';
import type { Trying } from './trying.ts';

/** What the API works with; tests pass in their own. */
export type Dependencies = {
  readonly accounts: AccountStore;
  readonly keys: KeyStore;
  readonly isAdministratorKey: AdministratorKey;
  readonly limitsOf: LimitsOf;
  readonly countUse: UsageCounter;
  readonly auditLog: AuditLog;
  readonly portalCodes: PortalCodeStore;
  /** Puts an event onto the bus. @throws {ProblemError} `event_not_taken` */
  readonly putEvent: (event: Event) => Promise<void>;
  /** The requests that came with an idempotency key. */
  readonly requests: RequestStore;
  readonly subscriptions: Pick<SubscriptionStore, 'get' | 'list' | 'change'>;
  readonly admission: SubscriptionAdmission;
  readonly publicKeys: Pick<PublicKeyStore, 'get'>;
  readonly deliveries: Pick<DeliveryLog, 'get' | 'list'>;
  /**
   * Makes a written subscription true and waits for it a little. Never rejects: what it could not do now is done
   * later, because the row is marked.
   */
  readonly reconcile: (accountId: string, subscriptionId: string) => Promise<void>;
  readonly looking: Looking;
  readonly mending: Mending;
  readonly trying: Trying;
  /** The accounts that are being erased. */
  readonly erasures: Pick<ErasureList, 'add' | 'erased'>;
  /** Has an erasure gone on with and waits for it a little. Never rejects, as `reconcile`. */
  readonly erase: (accountId: string) => Promise<void>;
  /** How long copies of what an account had are kept, in milliseconds. */
  readonly retention: {
    readonly archiveMs: number;
    readonly deadLettersMs: number;
    readonly functionLogsMs: number;
  };
  readonly addressRules: AddressRules;
  /** The addresses that attempts come from; empty where they change. */
  readonly egressIps: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Writes one line of the log. */
  readonly log: (entry: LogEntry) => void;
};

export type LogEntry = Readonly<Record<string, unknown>> & {
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  readonly message: string;
};
