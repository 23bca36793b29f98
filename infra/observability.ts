import { Alarm, ComparisonOperator, Dashboard, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import type { AlarmDefinition } from './alarm-definition.ts';
import { alarmDefinitions } from './alarm-definitions.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { dashboardWidgets } from './dashboard-widgets.ts';
import { stageMetrics } from './stage-metrics.ts';
import { stageNames } from './stage-names.ts';
import type { Stage } from './stage.ts';

export type ObservabilityProps = {
  readonly stage: Stage;
  readonly apiId: string;
};

/** What tells an operator how the stage does: a dashboard, and alarms that say what users lose and how it is mended. */
export class Observability extends Construct {
  constructor(scope: Construct, id: string, { stage, apiId }: ObservabilityProps) {
    super(scope, id);
    const names = stageNames(this, stage);
    const metrics = stageMetrics({ names, apiId });
    const { accountConcurrency } = stage;
    const alarms = alarmDefinitions({ metrics, names, accountConcurrency }).map((definition) =>
      this.#alarm(`${names.prefix}-${definition.id}`, definition),
    );
    this.#notify(`${names.prefix}-alarms`, stage.alarmEmails, alarms);
    new Dashboard(this, 'Dashboard', {
      dashboardName: names.prefix,
      widgets: dashboardWidgets({ metrics, alarms, ingestDlqName: `${names.prefix}-ingest-dlq` }),
    });
  }

  #alarm(alarmName: string, { id, loss, metric, ...definition }: AlarmDefinition): Alarm {
    const { threshold = 1, periods = { bad: 1, of: 1 }, whenMissing = false } = definition;
    return new Alarm(this, id, {
      alarmName,
      alarmDescription: `Loss: ${loss}. Runbook: docs/runbook.md#${id}`,
      metric,
      threshold,
      evaluationPeriods: periods.of,
      datapointsToAlarm: periods.bad,
      comparisonOperator: whenMissing
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: whenMissing ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
  }

  #notify(topicName: string, emails: readonly string[], alarms: readonly Alarm[]): void {
    if (emails.length === 0) return;
    const action = new SnsAction(new AlarmTopic(this, 'AlarmTopic', { topicName, emails }).topic);
    for (const alarm of alarms) {
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }
}
