import type { EventType } from './event-type.ts';
import { agentError } from './event-types/agent-error.ts';
import { agentFunctionCalled } from './event-types/agent-function-called.ts';
import { agentResponse } from './event-types/agent-response.ts';
import { callEnded } from './event-types/call-ended.ts';
import { callFailed } from './event-types/call-failed.ts';
import { callStarted } from './event-types/call-started.ts';
import { callTransferred } from './event-types/call-transferred.ts';
import { campaignCallCompleted } from './event-types/campaign-call-completed.ts';
import { campaignCompleted } from './event-types/campaign-completed.ts';
import { campaignStarted } from './event-types/campaign-started.ts';
import { workflowCompleted } from './event-types/workflow-completed.ts';
import { workflowError } from './event-types/workflow-error.ts';
import { workflowNodeExecuted } from './event-types/workflow-node-executed.ts';
import { workflowStarted } from './event-types/workflow-started.ts';

/** Every event type that a subscription can name, in the order in which they are shown. */
export const catalogue: readonly EventType[] = [
  callStarted,
  callEnded,
  callFailed,
  callTransferred,
  agentResponse,
  agentFunctionCalled,
  agentError,
  workflowStarted,
  workflowNodeExecuted,
  workflowCompleted,
  workflowError,
  campaignStarted,
  campaignCallCompleted,
  campaignCompleted,
];

const byName: ReadonlyMap<string, EventType> = new Map(catalogue.map((type) => [type.name, type]));

/** The event type of this exact name, or undefined when the catalogue has none. */
export function findEventType(name: string): EventType | undefined {
  return byName.get(name);
}
