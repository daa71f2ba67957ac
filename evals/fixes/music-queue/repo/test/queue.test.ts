import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { nowPlaying } from "../src/now-playing.ts";
import { PlayQueue } from "../src/queue.ts";

const song = (title: string, seconds = 200) => ({ title, artist: "Band", seconds });

describe("play queue", () => {
  let queue: PlayQueue;

  beforeEach(() => {
    queue = new PlayQueue([song("One"), song("Two"), song("Three", 61)]);
  });

  it("begins with the first song", () => {
    assert.equal(nowPlaying(queue), "One – Band (3:20)");
  });

  it("goes on and back", () => {
    assert.equal(queue.next()?.title, "Two");
    assert.equal(queue.next()?.title, "Three");
    assert.equal(queue.previous()?.title, "Two");
  });

  it("stays at both ends without repeat", () => {
    assert.equal(queue.previous()?.title, "One");
    queue.next();
    queue.next();
    assert.equal(queue.next()?.title, "Three");
  });

  it("goes from the last song to the first one with repeat", () => {
    queue.repeat = "all";
    queue.next();
    queue.next();
    assert.equal(queue.next()?.title, "One");
  });

  it("goes from the first song to the last one with repeat", () => {
    queue.repeat = "all";
    queue.previous();
    assert.equal(nowPlaying(queue), "Three – Band (1:01)");
  });

  it("plays one song over and over", () => {
    queue.repeat = "one";
    assert.equal(queue.finished()?.title, "One");
  });

  it("stops after the last song", () => {
    queue.next();
    queue.next();
    assert.equal(queue.finished(), null);
  });

  it("keeps the current song when one before it is removed", () => {
    queue.next();
    queue.remove(0);
    assert.equal(queue.current?.title, "Two");
  });

  it("says when nothing is playing", () => {
    assert.equal(nowPlaying(new PlayQueue([])), "Nothing is playing");
  });

  it("switches through the repeat modes", () => {
    assert.deepEqual([queue.toggleRepeat(), queue.toggleRepeat(), queue.toggleRepeat()], ["all", "one", "off"]);
  });
});
