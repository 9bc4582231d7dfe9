package io.restoreverifier.remote;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.FindingCode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in a backup's manifest, judged before pgBackRest restores them on this machine: all lie in the data directory or in
 * a tablespace that has a number. Read line by line, since there is one for each file. See pgBackRest's
 * {@code manifest.c}: sections of {@code name={...}}.
 */
final class PgbackrestManifest {
    private static final int LONGEST_LINE = 1 << 16;
    private static final Pattern SECTION = Pattern.compile("\\[(backup:target|target:(?:file|path|link))]");
    private static final Pattern INSIDE =
            Pattern.compile("pg_tblspc|(?:pg_data|pg_tblspc/(\\d{1,10}))(?:/[^\\p{Cntrl}]*)?");
    private static final Pattern UPWARDS = Pattern.compile("(?:^|/)\\.\\.(?:/|$)");

    private final String label;
    private final SortedSet<String> tablespaces = new TreeSet<>();

    PgbackrestManifest(String label) {
        this.label = label;
    }

    /** The numbers of the tablespaces that were read of so far. */
    SortedSet<String> tablespaces() {
        return tablespaces;
    }

    /** @throws BrokenArtifact UNSAFE_ENTRY for a name that lies elsewhere */
    void read(InputStream stream) throws IOException {
        InputStream in = new BufferedInputStream(stream);
        boolean names = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String text = line.strip();
            if (text.startsWith("[")) {
                names = SECTION.matcher(text).matches();
            } else if (names && !text.isEmpty()) {
                judge(text);
            }
        }
    }

    private void judge(String line) throws BrokenArtifact {
        int end = line.indexOf("={");
        String name = end < 0 ? line : line.substring(0, end);
        Matcher inside = INSIDE.matcher(name);
        if (!inside.matches() || UPWARDS.matcher(name).find()) {
            throw new BrokenArtifact(
                    FindingCode.UNSAFE_ENTRY,
                    "backup " + label + " would restore " + ToolWords.plain(name)
                            + ", which lies outside of the server's" + " directories",
                    "who can write to the repository? pgBackRest itself writes no such name");
        }
        if (inside.group(1) != null) {
            tablespaces.add(inside.group(1));
        }
    }

    /** With its end; empty at the end of all. A line is as long as a name and what is said of it. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                break;
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("a line of the manifest is longer than " + LONGEST_LINE + " bytes");
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
