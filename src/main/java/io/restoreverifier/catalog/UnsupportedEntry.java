package io.restoreverifier.catalog;

import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.Location;

/**
 * An entry that the contract knows and this version cannot verify.
 *
 * @param kind its key: {@code application}
 * @param name unique in the catalog, among backups too
 */
public record UnsupportedEntry(String kind, String name, Location location, EntryLabels labels) {}
