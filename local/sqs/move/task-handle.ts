/** What a task handle stands for. */
export type TaskReference = { readonly taskId: string; readonly sourceArn: string };

export function taskToHandle({ taskId, sourceArn }: TaskReference): string {
  return Buffer.from(JSON.stringify({ taskId, sourceArn })).toString('base64');
}

/** Undefined when the text is no task handle. */
export function handleToTask(handle: string): TaskReference | undefined {
  try {
    const { taskId, sourceArn } = JSON.parse(Buffer.from(handle, 'base64').toString()) as Record<
      string,
      unknown
    >;
    return typeof taskId === 'string' && typeof sourceArn === 'string' ? { taskId, sourceArn } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}
