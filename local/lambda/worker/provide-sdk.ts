import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * Lets code that brings no AWS SDK import it all the same, as Lambda's Node.js runtimes come with one. What the code
 * brings itself goes before; a client that is not installed beside the embedded AWS is not found.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
 */
export function provideSdk(): void {
  const { resolve: find } = createRequire(import.meta.url);
  registerHooks({
    resolve(specifier, context, nextResolve) {
      try {
        return nextResolve(specifier, context);
      } catch (error) {
        // Looking for it here comes through this hook again.
        const isFromHere = context.parentURL === import.meta.url;
        if (isFromHere || !/^@(aws-sdk|smithy)\//.test(specifier)) throw error;
        return { url: pathToFileURL(find(specifier)).href, shortCircuit: true };
      }
    },
  });
}
