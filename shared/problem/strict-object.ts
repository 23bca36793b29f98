import * as z from 'zod/mini';

/** An object of these fields and no others; an unknown one is refused by name, and told which there are. */
export function strictObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const names = Object.keys(shape);
  const known = names.length === 0 ? 'no field is known here' : `one of ${names.join(', ')}`;
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? known : `an object with ${names.join(', ')}`),
  });
}
