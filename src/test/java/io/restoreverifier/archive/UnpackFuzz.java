package io.restoreverifier.archive;

import io.restoreverifier.fuzz.Scratch;
import io.restoreverifier.model.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Whatever bytes come as an archive, the first of them choosing the format: nothing is written beside the tree. */
public final class UnpackFuzz {
    private static final List<Format> FORMATS =
            List.of(Format.TAR, Format.TAR_GZIP, Format.ZIP, Format.SEVEN_ZIP, Format.CPIO);
    private static final Limits SMALL = new Limits(100, 20, 1 << 20, 200, 1 << 16, 1024, 16);

    private UnpackFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        Format format = FORMATS.get((bytes[0] & 0xff) % FORMATS.size());
        Path file = Scratch.file(Arrays.copyOfRange(bytes, 1, bytes.length));
        Path tree = Scratch.emptyTree();
        new Unpacker(SMALL, through -> {}).unpack(file, format, tree, 0);
        Scratch.refuseAnythingBeside(tree);
    }
}
