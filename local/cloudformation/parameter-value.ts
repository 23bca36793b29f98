import type { Scope } from './scope.ts';
import type { StackArtifact } from './read-assembly.ts';

/**
 * The value of one of the stack's parameters: what the assembly gives, else its default; undefined if there is no such
 * parameter. Of the SSM parameters only the version of the CDK bootstrap stack exists.
 */
export function parameterValue(stack: StackArtifact, name: string, scope: Pick<Scope, 'problem'>): unknown {
  const parameter = stack.template.Parameters?.[name];
  if (!parameter) return undefined;
  const value = stack.parameters[name] ?? parameter.Default;
  if (value === undefined)
    return scope.problem(
      `The parameter ${name} has no default, and the embedded AWS is given no parameters.`,
    );
  const given = typeof value === 'string' ? value : JSON.stringify(value);
  switch (parameter.Type) {
    case 'String':
      return given;
    case 'Number':
      return Number(given);
    case 'CommaDelimitedList':
    case 'List<String>':
    case 'List<Number>':
      return given.split(',').map((item) => item.trim());
    case 'AWS::SSM::Parameter::Value<String>':
      return /^\/cdk-bootstrap\/[^/]+\/version$/.test(given)
        ? BOOTSTRAP_VERSION
        : scope.problem(`The SSM parameter ${given} of ${name} does not exist here.`);
    default:
      return scope.problem(`The type ${parameter.Type} of the parameter ${name} is not emulated.`);
  }
}

/** Newer than any that an app asks for today. */
const BOOTSTRAP_VERSION = '99';
