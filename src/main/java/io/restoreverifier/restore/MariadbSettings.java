package io.restoreverifier.restore;

import io.restoreverifier.model.Settings;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * What the catalog says under {@code restore: mariadb:}; everything may be left out.
 *
 * @param version such as {@code 10.11}; empty: the source server's
 * @param image empty: the official image of that version
 * @param database that is meant where the catalog names none; empty: the first of the dump
 * @param incrementals a pattern of the incremental backups that go on from a full one; empty for none
 * @param binlogs a pattern of the folder of binary logs that go on from a backup; empty for none
 * @param target the moment to replay them to; empty for their end
 * @param users that exist before the restore, as {@code name@host}
 */
record MariadbSettings(
        Optional<String> version,
        Optional<String> image,
        Optional<String> database,
        Optional<String> incrementals,
        Optional<String> binlogs,
        Optional<Instant> target,
        List<String> users) {

    MariadbSettings {
        users = List.copyOf(users);
    }

    static MariadbSettings read(Settings settings) {
        Optional<String> version = settings.text("version");
        if (version.isPresent() && !version.get().matches("\\d{1,2}(\\.\\d{1,2})?")) {
            settings.problem(
                    "version", "`" + version.get() + "` is no version of MariaDB or MySQL", "write for example 10.11");
        }
        List<String> users = settings.texts("users");
        for (String user : users) {
            if (!user.matches("[^@`'\\\\]{1,80}(@[^@`'\\\\]{1,255})?")) {
                settings.problem("users", "`" + user + "` is no user", "write for example billing@localhost");
            }
        }
        return new MariadbSettings(
                version,
                settings.text("image"),
                settings.text("database"),
                settings.text("incrementals"),
                settings.text("binlogs"),
                target(settings),
                users);
    }

    private static Optional<Instant> target(Settings settings) {
        if (settings.has("binlogs") && settings.has("incrementals")) {
            settings.problem("incrementals", "and `binlogs` each go on from the full backup", "leave one of them out");
        }
        if (settings.has("target-time") && !settings.has("binlogs")) {
            settings.problem(
                    "target-time", "needs the binary logs to get there", "name their folder: `binlogs: \"binlogs/\"`");
        }
        try {
            return settings.text("target-time").map(Instant::parse);
        } catch (DateTimeParseException e) {
            settings.problem("target-time", "is no moment", "write for example \"2026-11-21T02:00:00Z\"");
            return Optional.empty();
        }
    }

    /** @param server the version of the dumped one, such as {@code 10.11.6-MariaDB-0+deb12u1} */
    String imageFor(String server) {
        return image.orElseGet(() -> (server.contains("MariaDB") ? "mariadb:" : "mysql:")
                + version.orElseGet(() -> server.replaceFirst("^(\\d+\\.\\d+).*$", "$1")));
    }
}
