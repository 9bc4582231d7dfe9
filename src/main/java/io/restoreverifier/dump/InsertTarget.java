package io.restoreverifier.dump;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table that INSERT commands of a dump are for.
 *
 * @param schema empty in dumps of 2018 and older, which set a search path instead
 * @param columns each as SQL writes it; empty when the commands name none
 */
public record InsertTarget(String schema, String name, List<String> columns) {
    private static final Pattern HEAD = Pattern.compile("INSERT INTO (?:(" + CopyTarget.NAME + ")\\.)?("
            + CopyTarget.NAME + ") (?:\\((" + CopyTarget.NAME + "(?:, " + CopyTarget.NAME + ")*+)\\) )?"
            + "(?:OVERRIDING SYSTEM VALUE )?(?:DEFAULT )?VALUES");
    private static final Pattern COLUMN = Pattern.compile(CopyTarget.NAME);

    public InsertTarget {
        columns = List.copyOf(columns);
    }

    /** Empty for anything but the beginning of such a command, up to VALUES. */
    public static Optional<InsertTarget> of(byte[] head) {
        Matcher matcher = HEAD.matcher(text(head));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String schema = matcher.group(1) == null ? "" : CopyTarget.plain(matcher.group(1));
        List<String> columns = new ArrayList<>();
        if (matcher.group(3) != null) {
            Matcher column = COLUMN.matcher(matcher.group(3));
            while (column.find()) {
                columns.add(column.group());
            }
        }
        return Optional.of(new InsertTarget(schema, CopyTarget.plain(matcher.group(2)), columns));
    }

    /** Without the columns that got no value but their default, which are those that are computed. */
    public InsertTarget without(BitSet fields) {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!fields.get(i)) {
                left.add(columns.get(i));
            }
        }
        return new InsertTarget(schema, name, left);
    }

    /** The same as a COPY command would say it. */
    public CopyTarget copied() {
        return new CopyTarget(schema, name, columns.isEmpty() ? "" : "(" + String.join(", ", columns) + ")");
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
