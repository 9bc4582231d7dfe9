package io.restoreverifier.coverage;

import java.util.List;

/**
 * What is known of an entry of the catalog.
 *
 * @param kind {@code database} or {@code files}
 * @param covers what it says that it covers, as {@code place/name}; empty: what is called like it
 * @param dumped the database that its newest artifact says it holds; empty when that is not known
 */
public record Declared(String entry, String kind, List<String> covers, String dumped) {
    public Declared {
        covers = List.copyOf(covers);
    }

    boolean saysThatItCovers(Thing thing) {
        return covers.contains(thing.path());
    }

    /** Whether its name, or better what it holds, lets one think so. */
    boolean isCalledLike(Thing thing) {
        if (!covers.isEmpty()) {
            return false;
        }
        return switch (thing.kind()) {
            case DATABASE -> kind.equals("database") && thing.plainName().equals(dumped.isEmpty() ? entry : dumped);
            case REPOSITORY -> kind.equals("files") && thing.plainName().equals(entry);
            case ARTIFACT -> false;
        };
    }
}
