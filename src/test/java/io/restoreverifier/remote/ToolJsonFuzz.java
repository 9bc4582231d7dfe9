package io.restoreverifier.remote;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Whatever the programs of repositories say: it is understood, or told to be what cannot be read. The first byte says which. */
public final class ToolJsonFuzz {
    private ToolJsonFuzz() {}

    /** The library's classes take the fuzzer longer to load than any input may take. */
    public static void fuzzerInitialize() {
        ResticStore.snapshots("[]");
    }

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        String said = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
        try {
            switch (bytes[0]) {
                case 'r' -> ResticStore.snapshots(said);
                case 'b' -> BorgStore.snapshots(said);
                case 'm' -> BarmanStore.sets(said, "main");
                case 'w' -> PgbackrestWal.of(said, "000000010000000000000003");
                case 'f' -> new PgbackrestManifest("label").read(new ByteArrayInputStream(bytes, 1, bytes.length - 1));
                default -> stanza(said);
            }
        } catch (CannotTell | BrokenArtifact e) {
            // Told.
        }
    }

    /** With the WAL of each backup, which is named by the same program. */
    private static void stanza(String said) throws IOException {
        for (PgbackrestInfo.Backup backup : PgbackrestInfo.of(said).backups()) {
            if (backup.start().isPresent()) {
                PgbackrestWal.of("{}", backup.start().get()).require(backup);
            }
        }
    }
}
