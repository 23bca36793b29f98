import type { DatabaseSync } from 'node:sqlite';
import type { MoveTask } from './move-task.ts';

/** The stored message move tasks: the one that is active on a queue, and the latest that ended. */
export type MoveTasks = {
  insert(task: NewMoveTask): MoveTask;
  find(taskId: string): MoveTask | undefined;
  /** The latest first. */
  ofSource(sourceArn: string, most: number): readonly MoveTask[];
  running(): readonly MoveTask[];
  addMoved(id: number, moved: number): void;
  end(id: number, status: MoveTask['status'], failureReason?: string): void;
};

export type NewMoveTask = Pick<
  MoveTask,
  'task_id' | 'source_arn' | 'destination_arn' | 'messages_per_second' | 'to_move' | 'started_at'
>;

/** AWS tells of the last ten tasks of a queue. */
const KEPT = 10;

export function createMoveTasks(database: DatabaseSync): MoveTasks {
  const sql = prepareAll(database);
  return {
    insert(task) {
      const row = sql.insert.get(task) as MoveTask;
      sql.trim.run(task.source_arn, task.source_arn, KEPT);
      return row;
    },
    find: (taskId) => sql.find.get(taskId) as MoveTask | undefined,
    ofSource: (sourceArn, most) => sql.ofSource.all(sourceArn, most) as MoveTask[],
    running: () => sql.running.all() as MoveTask[],
    addMoved: (id, moved) => void sql.addMoved.run(moved, id),
    end: (id, status, failureReason) => void sql.end.run(status, failureReason ?? null, id),
  };
}

function prepareAll(database: DatabaseSync) {
  return {
    insert: database.prepare(
      `INSERT INTO sqs_move_tasks
         (task_id, source_arn, destination_arn, messages_per_second, status, to_move, started_at)
       VALUES (:task_id, :source_arn, :destination_arn, :messages_per_second, 'RUNNING', :to_move, :started_at)
       RETURNING *`,
    ),
    trim: database.prepare(
      `DELETE FROM sqs_move_tasks WHERE source_arn = ? AND id NOT IN
         (SELECT id FROM sqs_move_tasks WHERE source_arn = ? ORDER BY id DESC LIMIT ?)`,
    ),
    find: database.prepare('SELECT * FROM sqs_move_tasks WHERE task_id = ?'),
    ofSource: database.prepare('SELECT * FROM sqs_move_tasks WHERE source_arn = ? ORDER BY id DESC LIMIT ?'),
    running: database.prepare(`SELECT * FROM sqs_move_tasks WHERE status = 'RUNNING'`),
    addMoved: database.prepare('UPDATE sqs_move_tasks SET moved = moved + ? WHERE id = ?'),
    end: database.prepare('UPDATE sqs_move_tasks SET status = ?, failure_reason = ? WHERE id = ?'),
  };
}
