package io.restoreverifier.inspect;

import io.restoreverifier.model.RowDigest;
import io.restoreverifier.rows.ObjectDigester;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The large objects of a script, which are written by functions of the server. Used once. */
final class ScriptObjects {
    private static final Pattern OPEN = Pattern.compile("SELECT pg_catalog\\.lo_open\\('(\\d{1,10})', 131072\\)");
    private static final Pattern WRITE =
            Pattern.compile("SELECT pg_catalog\\.lowrite\\(0, (?:'|E'\\\\)\\\\x((?:[0-9a-f]{2})*)'\\)");
    private static final String CLOSE = "SELECT pg_catalog.lo_close(0)";
    private static final String TRANSACTION = "BEGIN|COMMIT";

    private final ObjectDigester digester = new ObjectDigester();
    private boolean any;
    private boolean open;
    private boolean lost;

    /** Takes one statement of those between the heading of large objects and the next. */
    void statement(String statement) {
        Matcher opened = OPEN.matcher(statement);
        Matcher written = WRITE.matcher(statement);
        if (opened.matches() && !open) {
            digester.begin(Long.parseLong(opened.group(1)));
            open = true;
            any = true;
        } else if (written.matches() && open) {
            byte[] bytes = HexFormat.of().parseHex(written.group(1));
            digester.take(bytes, 0, bytes.length);
        } else if (statement.equals(CLOSE) && open) {
            digester.end();
            open = false;
        } else if (!statement.matches(TRANSACTION)) {
            lost = true;
        }
    }

    /** Of all; empty when there are none, or they could not be made out. */
    Optional<RowDigest> digest() {
        return any && !lost ? Optional.of(digester.digest()) : Optional.empty();
    }
}
