package io.restoreverifier.restore;

import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.lvm.DiskBytes;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.restore.DiskTable.Slice;
import io.restoreverifier.restore.DiskTools.Said;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Cuts what lies on the disk out of its image into files with holes. QEMU is told the format and never guesses it. */
final class DiskCarver {
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

    /** A physical volume of LVM is not written out: what lies in it is. Its edges stand for it until it is known to be one. */
    private static final String PART = SLICE + """
        from=$1 size=$2 edge=1048576
        if [ "$size" -gt $((4 * edge)) ]; then
          slice "$from" 2048 "$3" "$4" || exit
          if grep -aqF 'LVM2 001' "$4"; then
            slice "$from" $edge "$3" "$4" && slice $((from + size - edge)) $edge "$3" end && truncate -s "$size" "$4" &&
              dd if=end of="$4" bs=512 seek=$(((size - edge) / 512)) conv=notrunc status=none && rm end && echo EDGES
            exit
          fi
        fi
        slice "$from" "$size" "$3" "$4"
        """;

    private static final String WHOLE = SLICE + "slice \"$1\" \"$2\" \"$3\" \"$4\"";

    /** Piece by piece; what is written to has no size of its own yet, and holes are left where nothing is. */
    private static final String PIECES = """
        driver=$1 name=$2 size=$3 to=0
        shift 3
        rm -f "$name" && truncate -s "$size" "$name" || exit
        while [ $# -gt 0 ]; do
          qemu-img convert -n --target-is-zero -S 4k --image-opts "driver=raw,offset=$1,size=$2,$driver" \\
            --target-image-opts "driver=raw,offset=$to,size=$2,file.driver=file,file.filename=$name" || exit
          to=$((to + $2))
          shift 2
        done
        """;

    private static final String BYTES = SLICE + """
        slice "$1" "$2" "$3" bytes && base64 -w 12000 bytes && rm bytes
        """;

    private static final int SECTOR = 512;
    private static final int BEGINNING = 64 << 10;

    private final DiskTools tools;
    private final Duration limit;
    private final String driver;

    DiskCarver(DiskTools tools, Duration limit, boolean qcow2) {
        this.tools = tools;
        this.limit = limit;
        this.driver = qcow2
                ? "file.driver=qcow2,file.file.driver=file,file.file.filename=image"
                : "file.driver=file,file.filename=image";
    }

    /** Makes {@code table}, of a disk of so many bytes, to look for a partition table in: of its edges, or of all of it. */
    Said table(long size, String extent) throws DumpDamage {
        return said(TABLE, Long.toString(size), extent, driver);
    }

    /** Whether there is a label of LVM, so that only its edges are in the file. */
    boolean part(Slice slice, String name) throws DumpDamage {
        return said(PART, Long.toString(slice.offset()), Long.toString(slice.bytes()), driver, name)
                .out()
                .contains("EDGES");
    }

    void whole(Slice slice, String name) throws DumpDamage {
        said(WHOLE, Long.toString(slice.offset()), Long.toString(slice.bytes()), driver, name);
    }

    /** One behind the other, as one file. */
    void pieces(List<Slice> slices, String name) throws DumpDamage {
        long size = slices.stream().mapToLong(Slice::bytes).sum();
        List<String> arguments = new ArrayList<>(List.of(driver, name, Long.toString(size)));
        for (Slice slice : slices) {
            arguments.add(Long.toString(slice.offset()));
            arguments.add(Long.toString(slice.bytes()));
        }
        said(PIECES, arguments.toArray(String[]::new));
    }

    /** What lies there, of which the beginning is read at once: most is in it. */
    DiskBytes bytes(Slice slice) throws IOException {
        byte[] beginning = read(slice, 0, (int) Math.min(BEGINNING, slice.bytes()));
        return (offset, length) -> offset + length <= beginning.length
                ? Arrays.copyOfRange(beginning, (int) offset, (int) offset + length)
                : read(slice, offset, length);
    }

    private byte[] read(Slice slice, long offset, int length) throws IOException {
        long from = offset & -SECTOR;
        long to = Math.min(slice.bytes(), (offset + length + SECTOR - 1) & -SECTOR);
        Said said = said(BYTES, Long.toString(slice.offset() + from), Long.toString(to - from), driver);
        byte[] read = Base64.getDecoder().decode(String.join("", said.out()));
        if (read.length != to - from) {
            throw new IOException("expected " + (to - from) + " bytes of the disk, got " + read.length);
        }
        return Arrays.copyOfRange(read, (int) (offset - from), (int) (offset - from) + length);
    }

    /** Runs what fails only where the image cannot be read, or by our own doing. */
    Said said(String script, String... arguments) throws DumpDamage {
        Said said = tools.run(limit, script, arguments);
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
}
