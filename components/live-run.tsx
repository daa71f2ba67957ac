"use client";

import { useEffect, useRef, useState } from "react";
import { RunSnapshot } from "#lib/domain/runs/snapshot-schema.ts";
import { hasEnded } from "#lib/domain/runs/state.ts";

export type LiveState = "connecting" | "live" | "reconnecting" | "polling" | "ended";

const coalesceMs = 300;
const pollMs = 2_000;
/** So many failures in a row, and the page asks for snapshots instead of waiting for events. */
const failuresUntilPolling = 4;

interface LiveRun {
  snapshot: RunSnapshot;
  state: LiveState;
  refresh: () => void;
}

/**
 * The snapshot of a run, kept up to date: server-sent events say that something changed, the snapshot
 * says what is true. A lost connection is resumed by the browser from its last event; when that fails
 * too, the snapshot is asked for every two seconds.
 */
export function useLiveRun(initial: RunSnapshot, url: string): LiveRun {
  const [snapshot, setSnapshot] = useState(initial);
  const [state, setState] = useState<LiveState>(() =>
    hasEnded(initial.run.status) ? "ended" : "connecting",
  );
  const latest = useRef(initial);
  const refreshRef = useRef<() => void>(() => {});

  // A newer one from the server (after an action) is adopted.
  if (initial.lastEventId > snapshot.lastEventId && initial.run.id === snapshot.run.id) setSnapshot(initial);
  latest.current = snapshot;

  useEffect(() => {
    const follower = followRun(url, latest.current, {
      onSnapshot: (next) => setSnapshot((held) => (next.lastEventId >= held.lastEventId ? next : held)),
      onState: setState,
    });
    refreshRef.current = follower.refresh;
    return follower.close;
  }, [url]);

  // The snapshot says what is true, whatever the connection believes.
  const shown = hasEnded(snapshot.run.status) ? "ended" : state;
  return { snapshot, state: shown, refresh: () => refreshRef.current() };
}

interface Listener {
  onSnapshot: (snapshot: RunSnapshot) => void;
  onState: (state: LiveState) => void;
}

/** Follows a run until it has ended or `close` is called. */
function followRun(url: string, start: RunSnapshot, listener: Listener) {
  let closed = false;
  let ended = hasEnded(start.run.status);
  let failures = 0;
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let loading = false;
  let again = false;
  let position = start.lastEventId;

  const load = async (): Promise<void> => {
    timer = undefined;
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    try {
      const response = await fetch(url, { headers: { accept: "application/json" }, cache: "no-store" });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const next = RunSnapshot.parse(await response.json());
      if (closed) return;
      position = Math.max(position, next.lastEventId);
      ended = hasEnded(next.run.status);
      listener.onSnapshot(next);
      if (ended && !source) listener.onState("ended");
    } catch {
      if (!closed && !source) listener.onState("reconnecting");
    } finally {
      loading = false;
    }
    if (again) {
      again = false;
      schedule(coalesceMs);
    } else if (!closed && !source && !ended) schedule(pollMs);
  };
  const schedule = (ms: number): void => {
    if (!closed) timer ??= setTimeout(load, ms);
  };
  const listen = (): void => {
    source = new EventSource(`${url}/events?after=${position}`);
    source.addEventListener("open", () => {
      failures = 0;
      listener.onState("live");
    });
    source.addEventListener("change", () => schedule(coalesceMs));
    source.addEventListener("end", () => {
      source?.close();
      source = undefined;
      schedule(0);
    });
    source.addEventListener("error", () => {
      failures++;
      if (source?.readyState !== EventSource.CLOSED && failures < failuresUntilPolling) {
        listener.onState("reconnecting");
        return;
      }
      source?.close();
      source = undefined;
      listener.onState("polling");
      schedule(pollMs);
    });
  };
  if (!ended) listen();
  return {
    refresh: () => schedule(0),
    close: () => {
      closed = true;
      source?.close();
      clearTimeout(timer);
    },
  };
}
