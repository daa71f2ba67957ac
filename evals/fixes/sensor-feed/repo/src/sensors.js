const DEFAULTS = { unit: "C", offset: 0, fallback: 20 };

/** Settings of a sensor with defaults for what is not set. */
exports.settingsOf = (sensor) => ({ ...DEFAULTS, ...sensor });
