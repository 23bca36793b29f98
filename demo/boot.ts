import { startEmbeddedAws } from '../local/embedded-aws.ts';
import { StartError } from './start-error.ts';

type Options = Parameters<typeof startEmbeddedAws>[0];

/**
 * Starts the embedded AWS from the cloud assembly.
 * @throws {StartError} when a port is taken or not allowed.
 */
export async function boot(options: Options): ReturnType<typeof startEmbeddedAws> {
  try {
    return await startEmbeddedAws(options);
  } catch (error) {
    throw portError(error, options) ?? error;
  }
}

function portError(error: unknown, options: Options): StartError | undefined {
  if (!(error instanceof Error && 'code' in error && 'port' in error)) return undefined;
  const port = Number(error.port);
  const other = `choose another with ${port === options.apiPort ? 'LOCAL_API_PORT' : 'LOCAL_AWS_PORT'}`;
  if (error.code === 'EADDRINUSE')
    return new StartError(`Port ${port} is taken by another program: stop it, or ${other}.`, {
      cause: error,
    });
  if (error.code === 'EACCES')
    return new StartError(`Port ${port} is not allowed to this user: ${other}.`, { cause: error });
  return undefined;
}
