/** What a peer's adapter is: its producer in the bench's process and its worker in a process of its own. */

/** About 2 KB as JSON, the size of an order of the bench's own side. */
export interface Order {
  id: string;
  type: 'purchase';
  filler: string;
}

/** Where the peer's store is, and how the peer is used. */
export interface Place {
  /** Of the database, the Redis or Restate's ingress. */
  url: string;
  /** Restate's admin address. */
  admin?: string;
  /** Orders are enqueued a hundred at a time. */
  bulk?: boolean;
  /** The handler's result is kept in the store. */
  result?: boolean;
  /** pg-boss: new jobs wake the worker, which otherwise polls. */
  notify?: boolean;
  /** DBOS: the accepting process runs the workflow itself, there is no queue and no worker. */
  direct?: boolean;
}

/** What the store holds. */
export interface Stored {
  /** Orders finished in one attempt, each with its result and its step where the peer has them. */
  finished: number;
  /** Orders that wait, run or failed. */
  open: number;
}

export interface Producer {
  /** As the running server says itself. */
  durability: string;
  /** Resolves when the orders are durable. */
  enqueue(orders: readonly Order[]): Promise<void>;
  /** Orders that the store counts as finished: what the clock stops at, so it costs little. */
  finished(): Promise<number>;
  isFinished(id: string): Promise<boolean>;
  /** Enqueues and waits for the result, where the peer itself can tell when that is durable. */
  call?(order: Order): Promise<void>;
  stored(): Promise<Stored>;
  close(): Promise<void>;
}

export interface Adapter {
  open(place: Place, handled: (id: string) => void): Promise<Producer>;
  /** Runs in the worker's process until that ends; absent where the producer's process does the work. */
  work?(place: Place, handled: (id: string) => void): Promise<void>;
}

/** The work of a peer's handler, and of its step where it has steps: what the bench's own handler computes. */
export const tenantOf = (order: Order): { url: string } => ({ url: `https://mq.example/${order.id}` });

/** Jobs that a peer's worker has in hand at a time. */
export const WORKER_CONCURRENCY = 64;

/** Orders that are handed over at a time. */
export const CONCURRENCY = 64;
