package io.restoreverifier.restore;

import io.restoreverifier.model.RestoredDisk.DiskFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whatever the readers of disks say, line by line, of tables and of files whose names are not theirs. */
public final class DiskListingFuzz {
    private static final long DISK = 1 << 30;

    private DiskListingFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String said = new String(bytes, StandardCharsets.UTF_8);
        List<String> lines = said.lines().toList();
        DiskTable table = DiskTable.of(lines);
        boolean told = table.trouble(said, DISK).isPresent();
        for (DiskTable.Slice slice : table.holding()) {
            boolean outside = slice.offset() < 0 || slice.bytes() < 0 || slice.offset() + slice.bytes() > DISK;
            if (outside && !told) {
                throw new AssertionError(slice + " lies outside of the disk, and nobody says so");
            }
        }
        for (String line : lines) {
            Optional<DiskFile> file = DiskListing.read(line);
            file.map(link -> DiskListing.follow(link, link.path() + "/further")).ifPresent(DiskListingFuzz::isInside);
        }
    }

    private static void isInside(String path) {
        if (!path.startsWith("/") || List.of(path.split("/")).contains("..")) {
            throw new AssertionError(path + " leads out of the file system");
        }
    }
}
