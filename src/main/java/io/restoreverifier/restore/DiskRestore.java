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
import io.restoreverifier.model.RestoredDisk.Use;
import io.restoreverifier.model.Stage;
import io.restoreverifier.restore.DiskTable.Slice;
import io.restoreverifier.restore.DiskTools.Said;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One restore of a disk: the image is held by {@code qemu-img check}, its partition table is read, and each partition and each
 * logical volume is written out as a file with holes. Used once.
 */
final class DiskRestore {
    /** Where the artifact is, under a name of ours. */
    private static final String LINK = "ln -sfn \"$1\" image";

    private static final String CHECK = "qemu-img check -U -f qcow2 --output=json image";

    private final DiskTools tools;
    private final DiskCarver carver;
    private final RestoreRequest request;
    private final Path image;
    private final Set<String> unread;
    private final boolean qcow2;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param image without what the artifact is compressed with
     * @param unread partitions and logical volumes that the entry knows to be unreadable
     */
    DiskRestore(Sandbox sandbox, RestoreRequest request, Path image, Set<String> unread) {
        this.tools = new DiskTools(sandbox);
        this.request = request;
        this.image = image;
        this.unread = unread;
        this.qcow2 = request.inspection().format() == Format.QCOW2;
        this.carver = new DiskCarver(tools, request.limit(), qcow2);
    }

    Restoration run() {
        try {
            long size = size();
            carver.said(LINK, tools.sandbox().inside(image));
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

    private Restoration partitions(long size) throws IOException {
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
        carver.said("rm table");
        DiskTable read = DiskTable.of(dump.out());
        Optional<Finding> trouble = read.trouble(table.all() + dump.all(), size);
        if (trouble.isPresent()) {
            return failed(trouble.get());
        }
        if (read.holding().isEmpty()) {
            new DiskVolumes(tools, carver, request.limit(), unread).requireNoDamagedLabel(new Slice(0, 0, size, ""));
            return failed(nothing(dump));
        }
        return carved(read.holding());
    }

    private Said tabled(long size, String extent) throws DumpDamage {
        return qcow2 ? carver.table(size, extent) : carver.said("ln -sfn image table");
    }

    private Restoration carved(List<Slice> slices) throws IOException {
        List<Partition> partitions = new ArrayList<>();
        DiskVolumes volumes = new DiskVolumes(tools, carver, request.limit(), unread);
        for (Slice slice : slices) {
            boolean known = unread.contains(Integer.toString(slice.number()));
            DiskContent content = content(slice);
            if (content.isPhysicalVolume() && !known) {
                volumes.add(slice);
            } else {
                partitions.add(content.partition(slice, "", known));
                if (partitions.get(partitions.size() - 1).use() == Use.UNREAD
                        && content.type().isEmpty()) {
                    volumes.requireNoDamagedLabel(slice);
                }
            }
        }
        partitions.addAll(volumes.physical());
        partitions.sort(Comparator.comparingInt(Partition::number));
        partitions.addAll(volumes.logical());
        return new Restoration(Optional.of(new DiskImage(tools, partitions)), findings, List.of());
    }

    /** Of a physical volume no file stays: what lies on it makes files of its own. */
    private DiskContent content(Slice slice) throws DumpDamage {
        String name = DiskImage.name(slice.number());
        boolean edges = carver.part(slice, name);
        DiskContent content = DiskContent.of(tools, name, request.limit());
        if (content.isPhysicalVolume()) {
            carver.said("rm \"$1\"", name);
        } else if (edges) {
            carver.whole(slice, name);
            return DiskContent.of(tools, name, request.limit());
        }
        return content;
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
