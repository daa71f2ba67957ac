/** The page of an album; its cover is the first photo, null when there is none. */
exports.albumPage = (title, photos) => ({
  title,
  cover: photos.length > 0 ? photos[0].key : null,
  photos: photos.map(({ key, caption }) => ({ src: `/photos/${key}`, alt: caption || title })),
});
