/** What `api` asks for, or the schedule's tick. */
export type ReconcileEvent =
  | { readonly account_id: string; readonly subscription_id: string }
  | { readonly account_id: string; readonly job_id: string }
  | {
      readonly resend: {
        readonly subscription_id: string;
        /** The id of the resend. */
        readonly id: string;
        /** The text of the record to put into the queue. */
        readonly body: string;
      };
    }
  | { readonly erase: { readonly account_id: string } }
  | { readonly source: 'aws.events' };
