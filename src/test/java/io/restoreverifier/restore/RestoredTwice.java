package io.restoreverifier.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A dump restored by pg_restore and by our own reader, each into a server of its own. */
record RestoredTwice(OneRestore tool, OneRestore own) {

    static RestoredTwice of(Path folder, String image, byte[] dump, List<String> roles) throws IOException {
        return new RestoredTwice(
                OneRestore.byTool(folder, image, dump, roles),
                OneRestore.own(folder, image, dump, OneRestore.LIMIT, roles));
    }
}
