package io.restoreverifier.check;

import io.restoreverifier.model.Settings;

/**
 * What a check says of another backup of the catalog that it needs.
 *
 * @param backup its name, as written
 * @param kind what it must come back as: {@code database} or {@code files}; empty: either
 * @param settings where the name is written, for whoever finds that there is no such backup
 * @param key below which it is written
 */
public record Reference(String backup, String kind, Settings settings, String key) {}
