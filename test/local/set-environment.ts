import assert from 'node:assert/strict';
import type { Template } from './synthesized-assembly.ts';

/** Gives a function's environment variables other values, as another stage configuration would. */
export function setEnvironment(
  template: Template,
  functionName: string,
  values: Readonly<Record<string, string>>,
): void {
  const found = Object.values(template.Resources).find(
    ({ Type, Properties }) => Type === 'AWS::Lambda::Function' && Properties['FunctionName'] === functionName,
  );
  const environment = found?.Properties['Environment'] as { Variables: Record<string, unknown> } | undefined;
  assert.ok(environment, `there is no function ${functionName} with an environment`);
  for (const [name, value] of Object.entries(values)) {
    // What begins with AWS_ the SDK reads, whether the stage sets it or not.
    const isKnown = name in environment.Variables || name.startsWith('AWS_');
    assert.ok(isKnown, `${functionName} has no variable ${name}`);
    environment.Variables[name] = value;
  }
}
