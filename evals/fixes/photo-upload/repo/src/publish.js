const { albumPage } = require("./album.js");
const { uploadAll } = require("./uploader.js");

/** "Summer in Rome!" has its photos below "summer-in-rome". */
const folderOf = (title) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** Uploads an album and publishes its page. Gives the names of the files that are missing in it. */
exports.publishAlbum = async ({ storage, site }, title, files) => {
  const { photos, failed } = await uploadAll(storage, folderOf(title), files);
  await site.publish(albumPage(title, photos));
  return failed;
};
