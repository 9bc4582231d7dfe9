package io.restoreverifier.archive;

import java.nio.charset.StandardCharsets;

/**
 * Names as their bytes are. The library puts a question mark for each byte that is no UTF-8, so that two names become one and
 * nobody hears of it: it is given the charset in which every byte is a character, and the bytes are decoded here.
 */
final class RawNames {
    static final String CHARSET = StandardCharsets.ISO_8859_1.name();

    private RawNames() {}

    /** What is no UTF-8 becomes {@link Unrestored#NO_CHARACTER}. */
    static String inUtf8(String raw) {
        return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
