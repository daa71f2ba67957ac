const EXTENSIONS = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };

/** Where a file is kept: below its album, numbered from 001. */
exports.storageKey = (album, index, type) => {
  const extension = EXTENSIONS[type];
  if (!extension) throw new Error(`Files of type ${type} are not supported.`);
  return `${album}/${String(index + 1).padStart(3, "0")}.${extension}`;
};
