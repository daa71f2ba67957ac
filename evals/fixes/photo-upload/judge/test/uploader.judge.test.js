const { publishAlbum } = require("../src/publish.js");
const { uploadAll } = require("../src/uploader.js");

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const file = (name, type = "image/jpeg") => ({ name, type, bytes: name });

test("quick uploads do not overtake slow ones", async () => {
  const storage = { put: (_, bytes) => wait(bytes === "slow" ? 15 : 1) };
  const { photos } = await uploadAll(storage, "x", [file("slow"), file("quick"), file("quicker")]);
  expect(photos.map(({ key }) => key)).toEqual(["x/001.jpg", "x/002.jpg", "x/003.jpg"]);
});

test("the storage has one upload at a time", async () => {
  let open = 0;
  let most = 0;
  const storage = {
    put: async () => {
      open += 1;
      most = Math.max(most, open);
      await wait(2);
      open -= 1;
    },
  };
  await uploadAll(storage, "x", Array.from({ length: 4 }, (_, index) => file(`f${index}`)));
  expect(most).toBe(1);
});

test("failures of both kinds are named in order", async () => {
  const storage = {
    put: async (_, bytes) => {
      await wait(bytes === "b" ? 5 : 1);
      if (bytes === "b" || bytes === "d") throw new Error("no");
    },
  };
  const files = [file("a"), file("b"), file("c", "text/css"), file("d"), file("e", "image/webp")];
  const { photos, failed } = await uploadAll(storage, "x", files);
  expect(failed).toEqual(["b", "c", "d"]);
  expect(photos).toEqual([{ key: "x/001.jpg", caption: "" }, { key: "x/005.webp", caption: "" }]);
});

test("the page is published after the last upload", async () => {
  const events = [];
  const storage = {
    put: async (key) => {
      await wait(3);
      events.push(key);
    },
  };
  const site = { publish: async () => void events.push("page") };
  await publishAlbum({ storage, site }, "A", [file("1"), file("2")]);
  expect(events).toEqual(["a/001.jpg", "a/002.jpg", "page"]);
});
