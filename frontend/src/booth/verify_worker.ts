// The long reckoning of the check, beside the page so that the page stays awake.

import { verify } from "./verify.ts";

interface Asked {
  bytes: ArrayBuffer;
  sample: number;
}

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<Asked>) => void) | null;
  postMessage(said: unknown): void;
};

scope.onmessage = (event) => {
  const { bytes, sample } = event.data;
  const hooks = {
    check: (check: unknown) => scope.postMessage({ check }),
    progress: (done: number, all: number) => scope.postMessage({ done, all }),
  };
  verify(new Uint8Array(bytes), sample, hooks)
    .then((report) => scope.postMessage({ report }))
    .catch(() => scope.postMessage({ failed: true }));
};
