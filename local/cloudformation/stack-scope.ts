import { createHash } from 'node:crypto';
import { holds } from './condition-functions.ts';
import { parameterValue } from './parameter-value.ts';
import type { StackArtifact } from './read-assembly.ts';
import { resolve } from './resolve.ts';
import { NO_VALUE } from './scope.ts';
import type { Scope, UNKNOWN } from './scope.ts';

/** The account and Region that a stack is deployed to. */
export type Place = { readonly accountId: string; readonly region: string };

/** What a scope learns from the one who resolves: the resources, and what to do with a problem. */
export type Outlook = {
  /** Undefined if the stack has no such resource now. */
  physicalId(logicalId: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  importValue(exportName: string): unknown;
  problem(sentence: string): typeof UNKNOWN;
};

/** Resolves names in one stack: parameters, pseudo parameters, conditions and mappings here, resources by the outlook. */
export function stackScope(stack: StackArtifact, place: Place, outlook: Outlook): Scope {
  const conditions = new Map<string, boolean | 'deciding'>();
  const pseudo = pseudoParameters(stack.stackName, place);
  const scope = withResolve({
    ...outlook,
    region: place.region,
    ref: (name) => {
      if (pseudo.has(name)) return pseudo.get(name);
      const value = parameterValue(stack, name, outlook) ?? outlook.physicalId(name);
      if (value !== undefined) return value;
      return outlook.problem(
        `Ref asks for ${name}, which is neither a parameter nor a resource that is made.`,
      );
    },
    mapping: (map, top, second) =>
      stack.template.Mappings?.[map]?.[top]?.[second] ??
      outlook.problem(`The mappings have no ${map}.${top}.${second}.`),
    condition: (name) => decide(name),
  });
  const decide = (name: string): boolean => {
    const known = conditions.get(name);
    if (typeof known === 'boolean') return known;
    const written = stack.template.Conditions?.[name];
    if (written === undefined || known === 'deciding') {
      outlook.problem(known ? `The condition ${name} depends on itself.` : `There is no condition ${name}.`);
      return false;
    }
    conditions.set(name, 'deciding');
    const value = holds(written, withResolve({ ...scope, ref: refInCondition }));
    conditions.set(name, value);
    return value;
  };
  const refInCondition = (name: string): unknown =>
    pseudo.get(name) ??
    parameterValue(stack, name, outlook) ??
    outlook.problem(`A condition asks for ${name}, which is no parameter.`);
  return scope;
}

function withResolve(names: Omit<Scope, 'resolve'>): Scope {
  const scope: Scope = { ...names, resolve: (value) => resolve(value, scope) };
  return scope;
}

/** Stable for a stack's name, so that it is the same at every start. */
export function stackId(stackName: string, { accountId, region }: Place): string {
  const hex = createHash('sha256').update(`${accountId}/${region}/${stackName}`).digest('hex');
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
  return `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/${uuid}`;
}

function pseudoParameters(stackName: string, place: Place): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ['AWS::AccountId', place.accountId],
    ['AWS::NoValue', NO_VALUE],
    ['AWS::NotificationARNs', []],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', place.region],
    ['AWS::StackId', stackId(stackName, place)],
    ['AWS::StackName', stackName],
    ['AWS::URLSuffix', 'amazonaws.com'],
  ]);
}
