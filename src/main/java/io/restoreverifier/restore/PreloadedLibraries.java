package io.restoreverifier.restore;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.LineConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The libraries that the backed up server loads when it begins. None is loaded here, since some of them do work by themselves;
 * one that the image does not have is a server that would not start on the day.
 */
final class PreloadedLibraries {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}");

    /** The server itself reads its configuration, with all that this includes, and does not begin. Then a line for each. */
    private static final String ASK = """
            test -e "$1/postgresql.conf" || : >"$1/postgresql.conf"
            v=$(postgres -C shared_preload_libraries -D "$1" 2>/dev/null) || { echo unreadable; exit 0; }
            b=$(dirname "$(readlink -f "$(command -v postgres)")")
            p=$(pg_config --pkglibdir 2>/dev/null):$b/../lib:$b/../lib/postgresql:$b/../lib/pgsql:$b/../lib64:$b/../lib64/pgsql
            p=$p:$(postgres -C dynamic_library_path -D "$1" 2>/dev/null)
            printf '%s\\n' "$v" | tr ',' '\\n' | tr -d " \\"'" | sed 's,^\\$libdir/,,' | while read -r l; do
              case $l in ''|*[!A-Za-z0-9_-]*) [ -z "$l" ] || echo other; continue;; esac
              if printf '%s\\n' "$p" | tr ':' '\\n' | { while read -r d; do
                case $d in /*) [ ! -e "$d/$l.so" ] || exit 0;; esac; done; exit 1; }
              then echo "has $l"; else echo "lacks $l"; fi
            done""";

    private final List<String> notes = new ArrayList<>();

    /** What is missing; to be asked before the configuration is taken away. */
    List<Finding> missing(PostgresqlServer server, PhysicalCluster cluster) {
        List<Finding> missing = new ArrayList<>();
        TreeSet<String> present = new TreeSet<>();
        int status = server.sandbox()
                .run(server.tool("sh", List.of("-c", ASK, "sh", cluster.path()), LIMIT), (stream, line) -> {
                    if (stream == LineConsumer.Stream.OUT) {
                        heard(line, present, missing);
                    }
                });
        if (status != 0) {
            notes.add("what its own configuration preloads is not known: the question ended with status " + status);
        }
        if (!present.isEmpty()) {
            notes.add("shared_preload_libraries, in the image and not loaded here: " + String.join(", ", present));
        }
        return missing;
    }

    List<String> notes() {
        return notes;
    }

    private void heard(String line, TreeSet<String> present, List<Finding> missing) {
        String name = line.substring(line.indexOf(' ') + 1);
        if (line.equals("unreadable")) {
            notes.add("its own configuration cannot be read here, and was left out: what it preloads is not known");
        } else if (line.equals("other")) {
            notes.add("shared_preload_libraries names a file that is no plain name, which was left out");
        } else if (!NAME.matcher(name).matches()) {
            return;
        } else if (line.startsWith("has ")) {
            present.add(name);
        } else {
            missing.add(Finding.error(
                    FindingCode.EXTENSION_MISSING,
                    Stage.RESTORE,
                    name,
                    "the server preloads library " + name + ", which the image does not carry: it would not start",
                    "name an image that has it under `restore: {postgresql: {image: ...}}`, and have it at hand for the"
                            + " day"));
        }
    }
}
