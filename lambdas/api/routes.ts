import type { Route } from './route.ts';
import { cancelJob } from './routes/cancel-job.ts';
import { changeAccount } from './routes/change-account.ts';
import { changeSubscription } from './routes/change-subscription.ts';
import { createAccount } from './routes/create-account.ts';
import { createAdminKey } from './routes/create-admin-key.ts';
import { createEvent } from './routes/create-event.ts';
import { createKey } from './routes/create-key.ts';
import { createPortalLink } from './routes/create-portal-link.ts';
import { createPortalSession } from './routes/create-portal-session.ts';
import { createSubscription } from './routes/create-subscription.ts';
import { deleteAccount } from './routes/delete-account.ts';
import { deleteAdminKey } from './routes/delete-admin-key.ts';
import { deleteKey } from './routes/delete-key.ts';
import { deleteSubscription } from './routes/delete-subscription.ts';
import { disableSubscription } from './routes/disable-subscription.ts';
import { enableSubscription } from './routes/enable-subscription.ts';
import { getAccount } from './routes/get-account.ts';
import { getAdminKey } from './routes/get-admin-key.ts';
import { getDelivery } from './routes/get-delivery.ts';
import { getEventType } from './routes/get-event-type.ts';
import { getJob } from './routes/get-job.ts';
import { getKey } from './routes/get-key.ts';
import { getMe } from './routes/get-me.ts';
import { getMessage } from './routes/get-message.ts';
import { getOpenapi } from './routes/get-openapi.ts';
import { getStatistics } from './routes/get-statistics.ts';
import { getSubscriptionSecret } from './routes/get-subscription-secret.ts';
import { getSubscription } from './routes/get-subscription.ts';
import { getWebhookKeys } from './routes/get-webhook-keys.ts';
import { listAccounts } from './routes/list-accounts.ts';
import { listAdminKeys } from './routes/list-admin-keys.ts';
import { listAuditLog } from './routes/list-audit-log.ts';
import { listDeliveries } from './routes/list-deliveries.ts';
import { listEgressIps } from './routes/list-egress-ips.ts';
import { listEventTypes } from './routes/list-event-types.ts';
import { listJobs } from './routes/list-jobs.ts';
import { listKeys } from './routes/list-keys.ts';
import { listSubscriptions } from './routes/list-subscriptions.ts';
import { pauseSubscription } from './routes/pause-subscription.ts';
import { previewSubscription } from './routes/preview-subscription.ts';
import { redriveSubscription } from './routes/redrive-subscription.ts';
import { replaySubscription } from './routes/replay-subscription.ts';
import { resendDelivery } from './routes/resend-delivery.ts';
import { resumeSubscription } from './routes/resume-subscription.ts';
import { rotateSubscriptionSecret } from './routes/rotate-subscription-secret.ts';
import { testSubscription } from './routes/test-subscription.ts';

const all: readonly Route[] = [
  createSubscription,
  listSubscriptions,
  getSubscription,
  changeSubscription,
  deleteSubscription,
  pauseSubscription,
  resumeSubscription,
  disableSubscription,
  enableSubscription,
  getSubscriptionSecret,
  rotateSubscriptionSecret,
  testSubscription,
  previewSubscription,
  listDeliveries,
  getDelivery,
  getStatistics,
  getMessage,
  resendDelivery,
  redriveSubscription,
  replaySubscription,
  listJobs,
  getJob,
  cancelJob,
  getMe,
  listAuditLog,
  listEgressIps,
  listEventTypes,
  getEventType,
  getWebhookKeys,
  createAccount,
  listAccounts,
  getAccount,
  changeAccount,
  deleteAccount,
  createKey,
  listKeys,
  getKey,
  deleteKey,
  createPortalLink,
  createPortalSession,
  createEvent,
  createAdminKey,
  listAdminKeys,
  getAdminKey,
  deleteAdminKey,
];

/** Everything the API does. */
export const routes: readonly Route[] = [...all, getOpenapi(all)];
