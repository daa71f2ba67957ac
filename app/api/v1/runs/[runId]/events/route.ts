import { serverSentEvent, streamRunEvents } from "#lib/domain/runs/stream-run-events.ts";
import { runRoute } from "#lib/http/run-route.ts";

export const dynamic = "force-dynamic";

/** Position to go on from: the browser's header after a lost connection, else the address. */
function positionOf(request: Request): number {
  const given = request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("after");
  const position = Number(given ?? 0);
  return Number.isSafeInteger(position) && position >= 0 ? position : 0;
}

/** Changes of the run as server-sent events, until it has ended or the reader leaves. */
export const GET = runRoute("tenant.read", async ({ context }, runId, request) => {
  const items = streamRunEvents(context, runId, { after: positionOf(request), signal: request.signal });
  const encoder = new TextEncoder();
  let left = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode("retry: 1000\n\n")),
    pull: async (controller) => {
      try {
        const { value, done } = await items.next();
        if (left) return;
        if (done) controller.close();
        else controller.enqueue(encoder.encode(serverSentEvent(value)));
      } catch (error) {
        // The reader comes back with its position, and then gets a proper answer.
        context.log.warn({ err: error, runId }, "event stream of a run ended early");
        if (!left) controller.close();
      }
    },
    cancel: async () => {
      left = true;
      await items.return();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      // Proxies of the nginx kind hold streams back unless told.
      "x-accel-buffering": "no",
    },
  });
});
