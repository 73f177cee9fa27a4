/** What runs and must be stopped at the end, also when the end comes in the middle of the start. */
export type Parts = {
  readonly add: (stop: () => Promise<void>) => void;
  /** Stops all at the same time, so that none starts another one again meanwhile. */
  readonly stopAll: () => Promise<void>;
};

export function createParts(): Parts {
  const stops: (() => Promise<void>)[] = [];
  let isOver = false;
  return {
    add: (stop) => {
      if (isOver) void stop();
      else stops.push(stop);
    },
    stopAll: async () => {
      isOver = true;
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}
