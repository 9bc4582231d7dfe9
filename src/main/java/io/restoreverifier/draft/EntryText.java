package io.restoreverifier.draft;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.model.TableOfContents;
import java.nio.file.Path;
import java.util.Optional;

/** The YAML of a draft: what was found as comments, what follows from it as keys, and what only its owner knows as hints. */
final class EntryText {
    private final Draft draft;
    private final String directory;
    private final StringBuilder text = new StringBuilder();

    private EntryText(Draft draft, String directory) {
        this.draft = draft;
        this.directory = directory;
    }

    /** @param directory as the entry is to say it */
    static String of(Draft draft, Path directory) {
        return new EntryText(draft, directory.toString()).write();
    }

    private String write() {
        found();
        line("backup: " + YamlText.scalar(draft.name()));
        line("# owner: operations        # whom to ask");
        line("# severity: critical       # runs first");
        line("");
        source();
        objectives();
        if (draft.isDatabase()) {
            DatabaseText.append(draft, text);
        } else if (draft.inspection().format().isDisk()) {
            FilesText.appendDisk(text);
        } else {
            draft.layout().ifPresentOrElse(layout -> FilesText.append(layout, text), () -> FilesText.appendGit(text));
        }
        return text.toString();
    }

    private void found() {
        Found model = draft.model();
        line("# Drafted by `init` from what lies in " + YamlText.comment(directory)
                + ". From now on it is yours: correct it,");
        line("# and add what only the right and current system can answer.");
        line("#");
        fact("newest", model.name() + ", " + Quantity.bytes(model.bytes()) + ", of " + model.time());
        fact("format", draft.inspection().format().label());
        draft.inspection().contents().ifPresent(contents -> {
            if (!contents.databaseName().isEmpty()) {
                fact("database", contents.databaseName());
            }
            if (draft.isSqlite() || draft.isRedis()) {
                if (!contents.serverVersion().isEmpty()) {
                    fact("written by", (draft.isRedis() ? "Redis " : "SQLite ") + contents.serverVersion());
                }
            } else {
                fact("server", (draft.isMariadb() ? "" : "PostgreSQL ") + contents.serverVersion());
                fact(
                        "dumped by",
                        (draft.isMariadb() ? "mariadb-dump or mysqldump " : "pg_dump ") + contents.toolVersion());
            }
            tables(contents);
        });
        draft.layout()
                .ifPresent(layout -> fact(
                        "files", Quantity.number(layout.files()) + ", " + Quantity.bytes(layout.bytes()) + " of data"));
        draft.notes().forEach(note -> line("# " + YamlText.comment(note)));
    }

    private void tables(TableOfContents contents) {
        if (!contents.entries().isEmpty()) {
            long rows = contents.entries().stream()
                    .mapToLong(e -> e.rows().orElse(0L))
                    .sum();
            fact("tables", contents.count("TABLE") + ", with " + Quantity.of(rows, "row", "rows"));
        }
    }

    private void source() {
        line("source:");
        line("  directory: " + YamlText.quoted(directory));
        line("  newest: " + YamlText.quoted(draft.artifacts().pattern())
                + (draft.artifacts().isTimed() ? "" : "   # without {time:...} the modification time decides"));
        line(draft.checksum()
                .map(from -> "  checksum: required           # " + YamlText.comment(from) + " lies beside the newest")
                .orElse("  checksum: if-present         # none lies beside the newest: let the job write NAME.sha256"));
        if (draft.artifacts().isTimed()) {
            line("# zone: Europe/Berlin        # of the times in names; UTC when left out");
        }
        line("");
    }

    private void objectives() {
        Optional<Cadence> cadence =
                Cadence.of(draft.artifacts().files().stream().map(Found::time).toList());
        line(cadence.map(c -> "objectives: {rpo: " + c.rpo() + "}       # " + c.text())
                .orElse("# objectives: {rpo: 26h}     # one generation does not tell how often it is made"));
        line("#   rto: 30m                 # how long recovery may take");
        line("");
    }

    private void fact(String name, String value) {
        line("#   " + name + " ".repeat(Math.max(1, 12 - name.length())) + YamlText.comment(value));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
