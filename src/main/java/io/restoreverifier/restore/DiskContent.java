package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredDisk.Partition;
import io.restoreverifier.model.RestoredDisk.Use;
import io.restoreverifier.restore.DiskTable.Slice;
import io.restoreverifier.restore.DiskTools.Said;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file with the bytes of a partition holds.
 *
 * @param type as blkid(8) calls it; empty when it knows none
 * @param table whether there is a partition table
 * @param zeros whether there is nothing but zeros
 * @param copied whether there is no beginning of an ext file system, but one of its copies
 */
record DiskContent(String type, boolean table, boolean zeros, boolean copied) {
    private static final int NOTHING = 2;
    private static final Pattern TYPE = Pattern.compile("(?m)^TYPE=([\\w.-]{1,40})$");

    /** The last line says how many blocks it takes. */
    private static final String ASK = """
        blkid -p -o export "$1"; status=$?
        echo "BLOCKS=$(stat -L -c %b "$1")"
        exit $status\
        """;

    /** When the first is lost, e2fsck looks for copies where mke2fs puts them. */
    private static final String COPY = "e2fsck -fn \"$1\" 2>&1 | grep -q '^Pass 1'";

    static DiskContent of(DiskTools tools, String file, Duration limit) {
        Said said = tools.run(limit, ASK, file);
        if (said.status() != 0 && said.status() != NOTHING && said.status() != 8) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "blkid ended with status " + said.status(),
                    "try `blkid -p` by hand in the same image");
        }
        Matcher matcher = TYPE.matcher(said.all());
        Optional<String> type = matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        boolean zeros = said.out().contains("BLOCKS=0");
        boolean copied = type.isEmpty()
                && !zeros
                && !file.equals("table")
                && tools.run(limit, COPY, file).status() == 0;
        return new DiskContent(type.orElse(""), said.all().contains("PTTYPE="), zeros, copied);
    }

    /** Whether something is on it as a whole. */
    boolean isFileSystem() {
        return !type.isEmpty() && !table;
    }

    /** Whether it is a physical volume of LVM2. */
    boolean isPhysicalVolume() {
        return type.equals(Partition.PHYSICAL_VOLUME);
    }

    /** @param volume which logical volume it is; empty for none */
    Partition partition(Slice slice, String volume, boolean known) {
        String lack = zeros ? Partition.ZEROS : "";
        return new Partition(
                slice.number(), volume, copied ? "ext" : type, use(slice, volume, known), slice.bytes(), lack);
    }

    private Use use(Slice slice, String volume, boolean known) {
        if (copied) {
            return Use.BROKEN;
        }
        // Somebody has made a volume to hold something.
        boolean lost = zeros && (!volume.isEmpty() || slice.isForVolumes());
        if (type.equals("swap") || zeros && !lost || type.isEmpty() && slice.isBootCode()) {
            return Use.NOTHING;
        }
        if (DiskFileSystem.of(type).isPresent()) {
            return Use.FILES;
        }
        return known ? Use.LEFT_OUT : Use.UNREAD;
    }
}
