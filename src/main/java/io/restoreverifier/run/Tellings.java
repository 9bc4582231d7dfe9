package io.restoreverifier.run;

import io.restoreverifier.model.Location;
import io.restoreverifier.model.Problem;
import io.restoreverifier.model.Problems;
import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.Telling;
import java.util.Optional;

/** Reads {@code shards:} of {@code catalog.yml}: who tells of a catalog that is dealt out. */
final class Tellings {
    private Tellings() {}

    private enum ToldBy {
        EACH,
        MERGE
    }

    /** What a verification is. */
    static Telling ofRun(RunOptions options, Optional<Settings> common) {
        boolean byMerge = byMerge(common);
        if (!options.only().isBlank()) {
            return Telling.PICKED;
        }
        return byMerge && !options.shard().strip().equals("1/1") ? Telling.SHARD : Telling.WHOLE;
    }

    /** What a merge is; where the shards tell for themselves, everybody would hear of each backup twice. */
    static Telling ofMerge(RunOptions options, Optional<Settings> common, Problems problems) {
        if (!byMerge(common)) {
            problems.add(new Problem(
                    new Location(options.catalog(), 0),
                    "shards",
                    "the shards of this catalog tell for themselves",
                    "write `shards: {told-by: merge}` into its catalog.yml, which the shards must have, too"));
        }
        return Telling.MERGED;
    }

    private static boolean byMerge(Optional<Settings> common) {
        return common.flatMap(c -> c.section("shards"))
                        .flatMap(s -> s.choice("told-by", ToldBy.class))
                        .orElse(ToldBy.EACH)
                == ToldBy.MERGE;
    }
}
