package io.restoreverifier.restore;

import io.restoreverifier.archive.OwnChannel;
import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.Qcow2Header;
import io.restoreverifier.dump.Qcow2Tables;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.RestoredDisk.Partition;
import io.restoreverifier.model.Stage;
import io.restoreverifier.restore.DiskTable.Slice;
import io.restoreverifier.restore.DiskTools.Said;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One restore of a disk: the image is held by {@code qemu-img check}, its partition table is read, and each partition is written out
 * as a file with holes. QEMU is told the format and never guesses it. Used once.
 */
final class DiskRestore {
    /** Where the artifact is, under a name of ours. */
    private static final String LINK = "ln -sfn \"$1\" image";

    private static final String CHECK = "qemu-img check -U -f qcow2 --output=json image";

    /** Options of QEMU: where in the image, and in what format it is. */
    private static final String SLICE = """
        slice() { qemu-img convert -O raw -S 4k --image-opts "driver=raw,offset=$1,size=$2,$3" "$4"; }
        """;

    /** The first and the last MiB are enough for a table; the last is where GPT says that its copy ends. */
    private static final String TABLE = SLICE + """
        size=$1 whole=$2 edge=1048576
        if [ "$whole" = whole ] || [ "$size" -le $((4 * edge)) ]; then slice 0 "$size" "$3" table; exit; fi
        slice 0 $edge "$3" table || exit
        end=$size
        if [ "$(dd if=table bs=1 skip=512 count=8 2>/dev/null)" = 'EFI PART' ]; then
          last=$(od -An -t u8 -j 544 -N 8 table | tr -d ' ')
          if [ "$last" -gt 4096 ] && [ "$last" -lt $((size / 512)) ]; then end=$(((last + 1) * 512)); fi
        fi
        slice $((end - edge)) $edge "$3" end && truncate -s "$size" table &&
          dd if=end of=table bs=512 seek=$(((end - edge) / 512)) conv=notrunc status=none && rm end
        """;

    private final DiskTools tools;
    private final RestoreRequest request;
    private final Path image;
    private final Set<Integer> unread;
    private final boolean qcow2;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param image without what the artifact is compressed with
     * @param unread numbers of partitions that the entry knows to be unreadable
     */
    DiskRestore(Sandbox sandbox, RestoreRequest request, Path image, Set<Integer> unread) {
        this.tools = new DiskTools(sandbox);
        this.request = request;
        this.image = image;
        this.unread = unread;
        this.qcow2 = request.inspection().format() == Format.QCOW2;
    }

    Restoration run() {
        try {
            long size = size();
            said(LINK, tools.sandbox().inside(image));
            Optional<Finding> broken = qcow2 ? checked() : Optional.empty();
            return broken.isPresent() ? failed(broken.get()) : partitions(size);
        } catch (DumpDamage damage) {
            return failed(DiskTable.error(damage.code(), damage.text(), damage.hint()));
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "the unpacked image cannot be read",
                    "look at the working folder's disk",
                    e);
        }
    }

    /** Of the disk, in whole sectors; of a qcow2 image after its tables were gone through. */
    private long size() throws IOException {
        try (OwnChannel file = OwnChannel.open(image)) {
            if (!qcow2) {
                return file.size() & -512;
            }
            ByteBuffer head = ByteBuffer.allocate(4096);
            while (head.hasRemaining() && file.read(head) >= 0) {}
            Qcow2Header header = Qcow2Header.of(head.array());
            Qcow2Tables.allocated(file, header);
            return header.virtualSize() & -512;
        }
    }

    private Optional<Finding> checked() {
        Said check = tools.run(request.limit(), CHECK);
        Qcow2Check answer = Qcow2Check.of(check);
        answer.leaks().ifPresent(findings::add);
        return answer.trouble();
    }

    private Restoration partitions(long size) throws DumpDamage {
        Said table = tabled(size, "edges");
        DiskContent whole = DiskContent.of(tools, "table", request.limit());
        if (whole.isFileSystem()) {
            return carved(List.of(new Slice(0, 0, size, "")));
        }
        Said dump = tools.run(request.limit(), "sfdisk --dump table");
        if (DiskTable.of(dump.out()).isExtended() && qcow2) {
            table = tabled(size, "whole");
            dump = tools.run(request.limit(), "sfdisk --dump table");
        }
        said("rm table");
        DiskTable read = DiskTable.of(dump.out());
        Optional<Finding> trouble = read.trouble(table.all() + dump.all(), size);
        if (trouble.isPresent()) {
            return failed(trouble.get());
        }
        return read.holding().isEmpty() ? failed(nothing(dump)) : carved(read.holding());
    }

    private Said tabled(long size, String extent) throws DumpDamage {
        return qcow2 ? said(TABLE, Long.toString(size), extent, driver()) : said("ln -sfn image table");
    }

    private Restoration carved(List<Slice> slices) throws DumpDamage {
        List<Partition> partitions = new ArrayList<>();
        for (Slice slice : slices) {
            String name = DiskImage.name(slice.number());
            said(
                    SLICE + "slice \"$1\" \"$2\" \"$3\" \"$4\"",
                    Long.toString(slice.offset()),
                    Long.toString(slice.bytes()),
                    driver(),
                    name);
            DiskContent content = DiskContent.of(tools, name, request.limit());
            partitions.add(content.partition(slice, unread.contains(slice.number())));
        }
        return new Restoration(Optional.of(new DiskImage(tools, partitions)), findings, List.of());
    }

    private String driver() {
        return qcow2
                ? "file.driver=qcow2,file.file.driver=file,file.file.filename=image"
                : "file.driver=file,file.filename=image";
    }

    /** Runs what fails only where the image cannot be read, or by our own doing. */
    private Said said(String script, String... arguments) throws DumpDamage {
        Said said = tools.run(request.limit(), script, arguments);
        if (said.all().contains("error while reading")) {
            throw new DumpDamage(
                    FindingCode.ARTIFACT_CORRUPT,
                    "QEMU cannot read the whole disk out of the image",
                    "its bytes have changed since it was written: take another copy");
        }
        if (said.status() != 0) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "the disk cannot be written out: "
                            + said.err().stream().findFirst().orElse("status " + said.status()),
                    "try `qemu-img convert` by hand in the same image");
        }
        return said;
    }

    private static Finding nothing(Said dump) {
        boolean none = dump.all().contains("does not contain a recognized partition table");
        return none
                ? DiskTable.error(
                        FindingCode.ARTIFACT_CORRUPT,
                        "the disk has neither a partition table (GPT, MBR) nor a file system at its beginning",
                        "is it the disk that the machine starts from? its first sectors may be lost")
                : DiskTable.error(
                        FindingCode.RESTORED_NOTHING,
                        "the disk has a partition table without a partition",
                        "is it the disk that the machine starts from?");
    }

    private Restoration failed(Finding finding) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(finding);
        return new Restoration(Optional.empty(), all, List.of());
    }

    static Finding warning(FindingCode code, String message, String hint) {
        return Finding.warning(code, Stage.RESTORE, "", message, hint);
    }
}
