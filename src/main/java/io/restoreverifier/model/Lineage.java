package io.restoreverifier.model;

import java.util.OptionalLong;

/**
 * Where a physical backup of PostgreSQL stands among those of its server.
 *
 * @param starts the log sequence number that recovery begins with; 0 when it does not say
 * @param from where the backup starts that it goes on from; empty when it is a full one
 * @param system the identifier of its server; empty when it does not say
 */
public record Lineage(long starts, OptionalLong from, String system) {
    public static final Lineage UNKNOWN = new Lineage(0, OptionalLong.empty(), "");

    public boolean incremental() {
        return from.isPresent();
    }

    /** A log sequence number as PostgreSQL writes it. */
    public static String written(long number) {
        return String.format("%X/%X", number >>> 32, number & 0xffff_ffffL);
    }

    /** @param text as PostgreSQL writes it, of at most eight digits on either side */
    public static long number(String text) {
        int slash = text.indexOf('/');
        return Long.parseLong(text.substring(0, slash), 16) << 32 | Long.parseLong(text.substring(slash + 1), 16);
    }
}
