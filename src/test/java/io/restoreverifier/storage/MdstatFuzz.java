package io.restoreverifier.storage;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever a kernel says of its arrays. */
public final class MdstatFuzz {
    private MdstatFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Mdstat.read(new String(bytes, StandardCharsets.UTF_8), List.of("md0"));
    }
}
