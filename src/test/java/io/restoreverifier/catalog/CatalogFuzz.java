package io.restoreverifier.catalog;

import io.restoreverifier.fuzz.Scratch;
import io.restoreverifier.model.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Whatever bytes come as a file of the catalog: mistakes are problems, each with its place. */
public final class CatalogFuzz {
    private CatalogFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        Path file = Files.move(
                Scratch.file(bytes), Scratch.emptyTree().resolve("backup.yml"), StandardCopyOption.REPLACE_EXISTING);
        new CatalogReader(name -> null).read(file, new Problems());
    }
}
