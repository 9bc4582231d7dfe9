package io.restoreverifier.model;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Where a physical backup of PostgreSQL stands among those of its server.
 *
 * @param starts the log sequence number that recovery begins with; 0 when it does not say
 * @param from where the backup starts that it goes on from; empty when it is a full one
 * @param system the identifier of its server; empty when it does not say
 */
public record Lineage(long starts, OptionalLong from, String system) {
    public static final Lineage UNKNOWN = new Lineage(0, OptionalLong.empty(), "");

    /** The form of a log sequence number as PostgreSQL writes it, for patterns; it has no groups. */
    public static final String NUMBER = "[0-9A-F]{1,8}/[0-9A-F]{1,8}";

    private static final Pattern ONE = Pattern.compile(NUMBER);

    public boolean incremental() {
        return from.isPresent();
    }

    /** A log sequence number as PostgreSQL writes it. */
    public static String written(long number) {
        return String.format("%X/%X", number >>> 32, number & 0xffff_ffffL);
    }

    /** Whether a text is a log sequence number as PostgreSQL writes it. */
    public static boolean isNumber(String text) {
        return ONE.matcher(text).matches();
    }

    /** @param text that {@link #isNumber} */
    public static long number(String text) {
        int slash = text.indexOf('/');
        return Long.parseLong(text.substring(0, slash), 16) << 32 | Long.parseLong(text.substring(slash + 1), 16);
    }
}
