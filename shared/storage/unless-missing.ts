/** What a read gives, or undefined where AWS says by this error that there is nothing; any other error flies. */
export async function unlessMissing<T>(
  Missing: new (...options: never[]) => Error,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Missing) return undefined;
    throw error;
  }
}
