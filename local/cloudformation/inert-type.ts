import { generatedName } from './generated-name.ts';
import type { ResourceType } from './resource-type.ts';
import { textProperty } from './text-property.ts';

type InertOptions = {
  readonly type: string;
  readonly properties: readonly string[];
  /** The property that names it; without one, or without a value, a name is made of stack and logical id. */
  readonly name?: string;
  /** As of `ResourceType`. */
  readonly sharesIds?: true;
  /** What `Ref` and `Fn::GetAtt` give for its name. */
  readonly identity?: (name: string) => {
    readonly physicalId: string;
    readonly attributes: Record<string, string>;
  };
};

/** A type that is understood and kept on record, and that does nothing in the embedded AWS. */
export function inertType(options: InertOptions): ResourceType {
  const identity = options.identity ?? ((name) => ({ physicalId: name, attributes: {} }));
  return {
    type: options.type,
    properties: options.properties,
    ...(options.sharesIds && { sharesIds: true }),
    attributes: Object.keys(identity('').attributes),
    apply: (request) => {
      const given = options.name === undefined ? undefined : textProperty(request.properties, options.name);
      return identity(given ?? generatedName(request, 128));
    },
    remove: () => undefined,
  };
}
