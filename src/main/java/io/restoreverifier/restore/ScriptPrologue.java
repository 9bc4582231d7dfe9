package io.restoreverifier.restore;

import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.dump.DumpEntry;
import io.restoreverifier.dump.ScriptCommand;
import io.restoreverifier.dump.ScriptLine;
import io.restoreverifier.dump.ScriptPiece;
import io.restoreverifier.dump.ScriptReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must be known of a script before any of it is run.
 *
 * @param encoding PostgreSQL's name of the encoding that it is in
 * @param createDatabase production's own statement; empty when the script has none
 * @param makesDatabase whether it makes its database by itself, and connects to it ({@code --create})
 * @param drops whether it first drops what it makes afterwards ({@code --clean})
 */
record ScriptPrologue(String encoding, String createDatabase, boolean makesDatabase, boolean drops) {
    static final Pattern ENCODING = Pattern.compile("SET client_encoding = '(\\w+)'");

    /** Encodings that clients may use and databases may not. */
    private static final Set<String> OF_CLIENTS =
            Set.of("BIG5", "GB18030", "GBK", "JOHAB", "SHIFT_JIS_2004", "SJIS", "UHC");

    static ScriptPrologue read(Path file) throws IOException {
        String encoding = "UTF8";
        String create = "";
        boolean connects = false;
        boolean drops = false;
        boolean headed = false;
        try (Unwrapped unwrapped = Unwrapped.open(file, Limits.READ_THROUGH, through -> {})) {
            ScriptReader script = new ScriptReader(unwrapped);
            for (Optional<ScriptPiece> next = script.next(); next.isPresent(); next = script.next()) {
                String text = next.get().text();
                Optional<DumpEntry> heading = ScriptLine.entry(text, 1);
                if (heading.filter(ReplayPass::isRestored).isPresent()) {
                    break;
                }
                headed |= heading.isPresent();
                connects |= ScriptCommand.connect(text).isPresent();
                Matcher set = ENCODING.matcher(text);
                encoding = set.matches() ? set.group(1) : encoding;
                create = text.startsWith("CREATE DATABASE ") ? text : create;
                drops |= !headed && isDrop(text);
            }
        }
        return new ScriptPrologue(encoding, create, connects, drops);
    }

    /** What {@code --clean} puts before everything else. */
    private static boolean isDrop(String statement) {
        return statement.startsWith("DROP ") || (statement.startsWith("ALTER ") && statement.contains(" DROP "));
    }

    /** What the fresh database must be like, as a statement of pg_dump would say it. */
    String likeProduction() {
        if (!createDatabase.isEmpty()) {
            return createDatabase;
        }
        return "ENCODING = '" + (OF_CLIENTS.contains(encoding) ? "UTF8" : encoding) + "'";
    }

    /** Whether psql can run it as it stands in a database that was made for it. */
    boolean isForPsql() {
        return !makesDatabase && !drops;
    }
}
