import * as z from 'zod/mini';

/** An object of these fields and no others; an unknown one is refused by name, and told which there are. */
export function strictObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const names = Object.keys(shape).join(', ');
  const known = names === '' ? 'none is known here' : `one of ${names}`;
  const object = names === '' ? 'an object without fields' : `an object with ${names}`;
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? known : object),
  });
}
