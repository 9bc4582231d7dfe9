package io.restoreverifier.draft;

import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was found out about one backup.
 *
 * @param name of its entry
 * @param directory in which its artifacts lie
 * @param model the newest artifact that could be read to its end; the entry says what is in it
 * @param roles that a restore of the model needs; none for files
 * @param layout of its files; empty for a database
 * @param checksum the name of the checksum file beside the model; empty when there is none
 * @param globals the pattern of dumps of globals beside it; empty when there are none
 * @param notes what somebody should know who reads the entry
 */
public record Draft(
        String name,
        Path directory,
        NamedAlike artifacts,
        Found model,
        Inspection inspection,
        Set<String> roles,
        Optional<Layout> layout,
        Optional<String> checksum,
        Optional<String> globals,
        List<String> notes) {

    public Draft {
        notes = List.copyOf(notes);
    }

    /** In a few words: how many artifacts, of which format. */
    public String summary() {
        int count = artifacts.files().size();
        return count + (count == 1 ? " artifact " : " artifacts ") + artifacts.pattern() + ", "
                + inspection.format().label();
    }

    /** What is wrong with some of its artifacts; also in the entry. */
    public List<String> warnings() {
        return notes.stream().filter(note -> note.startsWith("ATTENTION")).toList();
    }

    boolean isDatabase() {
        return inspection.contents().isPresent();
    }

    /** Whether that is one of MariaDB or MySQL. */
    boolean isMariadb() {
        return inspection.format() == Format.MARIADB_SQL;
    }

    /** Whether that is one of Redis. */
    boolean isRedis() {
        return inspection.format() == Format.REDIS_RDB || inspection.format() == Format.REDIS_AOF;
    }

    /** Whether that is one of SQLite, as a file or as a script. */
    boolean isSqlite() {
        return inspection.format() == Format.SQLITE || inspection.format() == Format.SQLITE_SQL;
    }
}
