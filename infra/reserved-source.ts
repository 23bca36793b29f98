import type { CfnEventBusPolicyProps, EventBus } from 'aws-cdk-lib/aws-events';

/** The source of the platform's own operational events. */
const RESERVED_SOURCE = 'freyavoice.webhooks';

/**
 * The statement of a bus's policy that keeps the reserved source to some roles. An explicit Deny binds everyone in the
 * account, so an operational event can be believed.
 * @param roleArns who may use it: who makes these events, or forwards them
 */
export function reservedSource(bus: EventBus, roleArns: readonly string[]): CfnEventBusPolicyProps {
  return {
    eventBusName: bus.eventBusName,
    statementId: 'ReservedSource',
    statement: {
      Effect: 'Deny',
      Principal: '*',
      Action: 'events:PutEvents',
      Resource: bus.eventBusArn,
      Condition: {
        // The key may hold the sources of all entries of a call: one of them is enough to refuse it.
        'ForAnyValue:StringEquals': { 'events:source': RESERVED_SOURCE },
        ArnNotEquals: { 'aws:PrincipalArn': [...roleArns] },
      },
    },
  };
}
