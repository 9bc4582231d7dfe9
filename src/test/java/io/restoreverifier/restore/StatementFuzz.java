package io.restoreverifier.restore;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/** Whatever stands in a script: it is split to its end. */
public final class StatementFuzz {
    private StatementFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        String script = new String(bytes, StandardCharsets.UTF_8);
        for (boolean backslashEscapes : new boolean[] {true, false}) {
            StatementSplitter splitter = new StatementSplitter(new StringReader(script), backslashEscapes);
            int statements = 0;
            while (splitter.next().isPresent()) {
                if (++statements > bytes.length) {
                    throw new AssertionError("more statements than bytes");
                }
            }
        }
    }
}
