const { albumPage } = require("../src/album.js");
const { publishAlbum } = require("../src/publish.js");
const { storageKey } = require("../src/storage-key.js");

const file = (name, changes = {}) => ({ name, type: "image/jpeg", bytes: Buffer.from(name), ...changes });

function services({ refuse = [] } = {}) {
  const stored = new Map();
  const pages = [];
  let busy = false;
  const storage = {
    put: jest.fn(async (key, bytes) => {
      if (busy) throw new Error("one upload at a time");
      busy = true;
      await new Promise((done) => setTimeout(done, 2));
      busy = false;
      if (refuse.includes(bytes.toString())) throw new Error("disk full");
      stored.set(key, bytes.toString());
    }),
  };
  return { storage, site: { publish: jest.fn(async (page) => pages.push(page)) }, stored, pages };
}

describe("storage key", () => {
  test("is numbered and has the extension of its type", () => {
    expect(storageKey("rome", 0, "image/png")).toBe("rome/001.png");
    expect(storageKey("rome", 11, "image/webp")).toBe("rome/012.webp");
  });

  test("is only there for images", () => {
    expect(() => storageKey("rome", 0, "text/html")).toThrow("not supported");
  });
});

describe("page of an album", () => {
  test("has the first photo as its cover", () => {
    const page = albumPage("Rome", [{ key: "rome/001.jpg", caption: "Forum" }, { key: "rome/002.jpg", caption: "" }]);
    expect(page).toEqual({
      title: "Rome",
      cover: "rome/001.jpg",
      photos: [{ src: "/photos/rome/001.jpg", alt: "Forum" }, { src: "/photos/rome/002.jpg", alt: "Rome" }],
    });
  });

  test("can be empty", () => {
    expect(albumPage("Rome", [])).toEqual({ title: "Rome", cover: null, photos: [] });
  });
});

describe("publishing", () => {
  test("an album without files gives an empty page", async () => {
    const all = services();
    expect(await publishAlbum(all, "Rome", [])).toEqual([]);
    expect(all.pages).toEqual([{ title: "Rome", cover: null, photos: [] }]);
  });

  test("stores the files below the title", async () => {
    const all = services();
    await publishAlbum(all, "Summer in Rome!", [file("a"), file("b", { type: "image/png" })]);
    expect(all.storage.put.mock.calls.map(([key]) => key)).toEqual(["summer-in-rome/001.jpg", "summer-in-rome/002.png"]);
  });

  test("shows all photos in the order of the files", async () => {
    const all = services();
    await publishAlbum(all, "Rome", [file("a", { caption: "Forum" }), file("b"), file("c")]);
    expect(all.pages[0].cover).toBe("rome/001.jpg");
    expect(all.pages[0].photos.map(({ src }) => src)).toEqual(["/photos/rome/001.jpg", "/photos/rome/002.jpg", "/photos/rome/003.jpg"]);
  });

  test("names the files that could not be stored and shows the others", async () => {
    const all = services({ refuse: ["b"] });
    expect(await publishAlbum(all, "Rome", [file("a"), file("b"), file("c")])).toEqual(["b"]);
    expect(all.pages[0].photos).toHaveLength(2);
  });

  test("names the files that are no images", async () => {
    const all = services();
    expect(await publishAlbum(all, "Rome", [file("notes", { type: "text/plain" }), file("a")])).toEqual(["notes"]);
    expect(all.pages[0].cover).toBe("rome/002.jpg");
  });
});
