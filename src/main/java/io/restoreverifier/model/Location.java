package io.restoreverifier.model;

import java.nio.file.Path;

/**
 * Where something stands in a file of the catalog.
 *
 * @param line counted from 1; 0 when the whole file is meant
 */
public record Location(Path file, int line) {

    @Override
    public String toString() {
        return line == 0 ? file.toString() : file + ":" + line;
    }
}
