"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import {
  type IdleClock,
  type IdlePhase,
  isTold,
  phaseOf,
  startOf,
  untilNextPhase,
} from "#app/_components/idle-clock.ts";

const CHANNEL = "morningai.session";
const ACTIVITY = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Asks the server how long the session may be idle for; POST says that the person is here. Null: not known now. */
async function ask(method: "GET" | "POST"): Promise<number | null> {
  try {
    const response = await fetch("/api/session", { method, cache: "no-store" });
    if (response.status === 401) return 0;
    if (!response.ok) return null;
    const answer: { state: string; idleSeconds?: number } = await response.json();
    return answer.state === "ready" ? (answer.idleSeconds ?? 0) : 0;
  } catch {
    return null;
  }
}

/**
 * Follows the 30 minutes after which an idle session ends. The server keeps the time; tabs of a browser tell each
 * other what it said. Loading a page, clicks, keys and scrolling count as activity; polling does not.
 */
export function useIdleClock(): { clock: IdleClock | null; phase: IdlePhase; stay: () => Promise<void> } {
  const [clock, setClock] = useState<IdleClock | null>(null);
  const [phase, setPhase] = useState<IdlePhase>("quiet");
  const current = useRef<IdleClock | null>(null);
  const channel = useRef<BroadcastChannel | null>(null);

  const take = useCallback((next: IdleClock) => {
    current.current = next;
    setClock(next);
    setPhase(phaseOf(next, Date.now()));
  }, []);
  const sync = useCallback(
    async (method: "GET" | "POST") => {
      const idleSeconds = await ask(method);
      if (idleSeconds === null) return;
      const next = startOf(idleSeconds, Date.now());
      take(next);
      if (method === "POST") channel.current?.postMessage(next);
    },
    [take],
  );

  useEffect(() => {
    channel.current = new BroadcastChannel(CHANNEL);
    channel.current.onmessage = (event: MessageEvent<IdleClock>) => take(event.data);
    void sync("POST");
    const onActivity = () => {
      if (!current.current || !isTold(current.current, Date.now())) return;
      current.current = { ...current.current, toldAt: Date.now() };
      void sync("POST");
    };
    const onVisible = () => {
      if (document.visibilityState === "visible") void sync("GET");
    };
    for (const name of ACTIVITY) window.addEventListener(name, onActivity, { passive: true });
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      channel.current?.close();
      for (const name of ACTIVITY) window.removeEventListener(name, onActivity);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [sync, take]);

  useEffect(() => {
    if (!clock || phase === "over") return;
    // What another device or a sleeping tab has missed is asked before anything is shown.
    const timer = setTimeout(() => void sync("GET"), untilNextPhase(clock, Date.now()) + 500);
    return () => clearTimeout(timer);
  }, [clock, phase, sync]);

  return { clock, phase, stay: () => sync("POST") };
}
