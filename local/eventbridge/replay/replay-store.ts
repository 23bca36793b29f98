import type { DatabaseSync } from 'node:sqlite';

/** What is stored of a replay. Times are milliseconds since the epoch. */
export type Replay = {
  readonly name: string;
  readonly archive: string;
  readonly description?: string | undefined;
  readonly filterArns?: readonly string[] | undefined;
  readonly eventStartTime: number;
  readonly eventEndTime: number;
  readonly state: ReplayState;
  readonly stateReason?: string | undefined;
  readonly startedAt: number;
  readonly endedAt?: number | undefined;
  /** The last event that went out: where the replay goes on. */
  readonly last?: { readonly time: number; readonly sequence: number } | undefined;
};

export type ReplayState = 'STARTING' | 'RUNNING' | 'CANCELLING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';

export type ReplayStore = {
  get(name: string): Replay | undefined;
  put(replay: Replay): void;
  all(): Replay[];
  /** Those that are not at an end. */
  active(): Replay[];
};

export function createReplayStore(database: DatabaseSync): ReplayStore {
  const get = database.prepare('SELECT record FROM evb_replays WHERE name = ?');
  const put = database.prepare('INSERT OR REPLACE INTO evb_replays (name, record) VALUES (?, ?)');
  const all = database.prepare('SELECT record FROM evb_replays ORDER BY name');
  const list = () => all.all().map(read);
  return {
    get(name) {
      const row = get.get(name);
      return row ? read(row) : undefined;
    },
    put: (replay) => void put.run(replay.name, JSON.stringify(replay)),
    all: list,
    active: () => list().filter(({ state }) => ACTIVE.has(state)),
  };
}

function read(row: Readonly<Record<string, unknown>>): Replay {
  return JSON.parse(String(row['record'])) as Replay;
}

const ACTIVE: ReadonlySet<ReplayState> = new Set(['STARTING', 'RUNNING', 'CANCELLING']);
