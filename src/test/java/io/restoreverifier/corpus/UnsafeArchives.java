package io.restoreverifier.corpus;

import static io.restoreverifier.model.FindingCode.BOMB;
import static io.restoreverifier.model.FindingCode.UNSAFE_ENTRY;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Archives of the sample code base with one entry that must never be unpacked. */
final class UnsafeArchives {
    private static final int MEMBER = 64 << 20;
    private static final int MEMBERS = 160;

    private UnsafeArchives() {}

    static List<Variant> variants() {
        return List.of(
                unsafe(
                        "code-with-traversal",
                        "one name climbs out of the folder",
                        p -> p.add(file("clientarea/../../../tmp/rv-escaped"), "escaped")),
                unsafe(
                        "code-with-absolute-path",
                        "one name is an absolute path",
                        p -> p.add(new TarArchiveEntry("/tmp/rv-escaped", true), "escaped")),
                unsafe(
                        "code-with-a-link-out",
                        "one symbolic link leads out of the folder",
                        p -> p.add(link("clientarea/out", "../../../etc/passwd"), "")),
                unsafe(
                        "code-through-an-earlier-link",
                        "one file lies beneath an earlier link",
                        p -> p.add(link("clientarea/inside", "src"), "")
                                .add(file("clientarea/inside/rv-escaped"), "escaped")),
                unsafe(
                        "code-with-a-hard-link-out",
                        "one hard link leads out of the folder",
                        p -> p.add(hardLink("clientarea/passwd", "/etc/passwd"), "")),
                unsafe("code-with-a-device", "one entry is a device node", p -> p.add(device("clientarea/null"), "")),
                unsafe(
                        "code-with-a-pipe",
                        "one entry is a named pipe",
                        p -> p.add(new TarArchiveEntry("clientarea/pipe", TarConstants.LF_FIFO), "")),
                Variant.broken(
                        Sample.CODE,
                        "code-is-a-bomb",
                        "its 10 MB expand to 10 GB of zeros",
                        BOMB,
                        n -> n.newest(bomb())));
    }

    private static Variant unsafe(String name, String differs, java.util.function.UnaryOperator<Packed> change) {
        return Variant.broken(
                Sample.CODE,
                name,
                differs,
                UNSAFE_ENTRY,
                n -> n.newest(change.apply(Packed.of(n.whole())).toBytes()));
    }

    private static TarArchiveEntry file(String name) {
        return new TarArchiveEntry(name);
    }

    private static TarArchiveEntry link(String name, String target) {
        TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        link.setLinkName(target);
        return link;
    }

    private static TarArchiveEntry hardLink(String name, String target) {
        TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_LINK);
        link.setLinkName(target);
        return link;
    }

    private static TarArchiveEntry device(String name) {
        TarArchiveEntry device = new TarArchiveEntry(name, TarConstants.LF_CHR);
        device.setDevMajor(1);
        device.setDevMinor(3);
        return device;
    }

    /** The same compressed zeros again and again: gzip takes members one after the other. */
    private static byte[] bomb() throws IOException {
        byte[] zeros = gzip(new byte[MEMBER]);
        TarArchiveEntry entry = new TarArchiveEntry("clientarea/zeros");
        entry.setSize((long) MEMBER * MEMBERS);
        byte[] header = new byte[TarConstants.DEFAULT_RCDSIZE];
        entry.writeEntryHeader(header);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(gzip(header));
        for (int i = 0; i < MEMBERS; i++) {
            bomb.writeBytes(zeros);
        }
        bomb.writeBytes(gzip(new byte[2 * TarConstants.DEFAULT_RCDSIZE]));
        return bomb.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }
}
