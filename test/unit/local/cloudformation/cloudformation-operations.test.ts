import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloudFormationOperations } from '../../../../local/cloudformation/cloudformation-operations.ts';
import { SIGNED, startEndpoint } from '../endpoint/start-endpoint.ts';
import { PLACE, fakeCloud, thing } from './fake-cloud.ts';

test('stacks can be described with their outputs and resources', async (t) => {
  const { stacks } = await fakeCloud(t).deploy({
    template: {
      Resources: { A: thing() },
      Outputs: { Arn: { Value: { Ref: 'A' }, Description: 'one & only', Export: { Name: 'exported' } } },
    },
  });
  const operations = cloudFormationOperations({ ...PLACE, now: () => 0 }, () => stacks);
  const { url } = await startEndpoint(t, {
    services: { cloudformation: { protocol: 'query', version: '2010-05-15', operations } },
  });
  const ask = async (query: string): Promise<string> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...SIGNED, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: `${query}&Version=2010-05-15`,
    });
    return response.text();
  };
  assert.match(
    await ask('Action=DescribeStacks&StackName=stack'),
    /<Stacks><member><StackId>arn:aws:cloudformation:eu-west-1:111122223333:stack\/stack\/[0-9a-f-]{36}<\/StackId><StackName>stack<.*<Outputs><member><OutputKey>Arn<\/OutputKey><OutputValue>A<\/OutputValue><Description>one &amp; only<\/Description><ExportName>exported</,
  );
  assert.match(
    await ask('Action=ListStacks'),
    /<StackSummaries><member><StackId>arn:aws:cloudformation:[^<]*<\/StackId><StackName>stack<.*CREATE_COMPLETE/,
  );
  const filter = 'StackStatusFilter.member.1=DELETE_COMPLETE';
  assert.doesNotMatch(await ask(`Action=ListStacks&${filter}`), /<member>/);
  assert.match(
    await ask(`Action=ListStacks&${filter}&StackStatusFilter.member.2=CREATE_COMPLETE`),
    /<StackName>stack</,
  );
  assert.match(await ask('Action=DescribeStackResources&StackName=stack'), /<PhysicalResourceId>A</);
  assert.match(
    await ask('Action=DescribeStacks&StackName=other'),
    /<Code>ValidationError<.*"other" does not exist/,
  );
});
