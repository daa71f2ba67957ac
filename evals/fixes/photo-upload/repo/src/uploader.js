const { storageKey } = require("./storage-key.js");

/**
 * Stores the files of an album one after another, as the storage takes one upload at a time. Gives the photos in
 * the order of the files, and the names of those that could not be stored; they do not stop the others.
 */
exports.uploadAll = async (storage, album, files) => {
  const photos = [];
  const failed = [];
  files.forEach(async (file, index) => {
    try {
      const key = storageKey(album, index, file.type);
      await storage.put(key, file.bytes);
      photos.push({ key, caption: file.caption ?? "" });
    } catch {
      failed.push(file.name);
    }
  });
  return { photos, failed };
};
