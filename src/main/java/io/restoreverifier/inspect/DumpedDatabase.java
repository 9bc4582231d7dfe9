package io.restoreverifier.inspect;

import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.dump.Definitions;
import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.DumpReader;
import io.restoreverifier.dump.ScriptCommand;
import io.restoreverifier.model.Format;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The database that a dump says it is of, by the dump's first bytes. */
final class DumpedDatabase {
    private static final Pattern MARIADB = Pattern.compile("(?m)^-- Host: .*?\\s{2,}Database: (.*)$");

    private DumpedDatabase() {}

    /**
     * Empty when it is no dump, does not say, as plain dumps made without {@code --create} do not, or cannot be read, which
     * an inspection would say.
     *
     * @param head of the file as it lies there
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     */
    static String of(Format format, Path file, Head head) throws InterruptedIOException {
        return switch (format) {
            case POSTGRESQL_CUSTOM, POSTGRESQL_TAR -> ofHeader(format, file);
            case POSTGRESQL_PLAIN ->
                text(file, head)
                        .lines()
                        .map(ScriptCommand::connect)
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse("");
            case MARIADB_SQL -> {
                Matcher matcher = MARIADB.matcher(text(file, head));
                yield matcher.find() ? matcher.group(1).strip() : "";
            }
            default -> "";
        };
    }

    private static String ofHeader(Format format, Path dump) throws InterruptedIOException {
        try (DumpReader reader = format == Format.POSTGRESQL_TAR
                ? DumpReader.openTar(dump, Definitions.SKIPPED)
                : DumpReader.open(dump, Definitions.SKIPPED, through -> {})) {
            return reader.header().databaseName();
        } catch (DumpDamage damage) {
            return "";
        }
    }

    private static String text(Path file, Head head) throws InterruptedIOException {
        try {
            Head content = Wrapping.of(head.bytes()) == Wrapping.NONE ? head : Head.inside(file);
            return new String(content.bytes(), StandardCharsets.UTF_8);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return "";
        }
    }
}
