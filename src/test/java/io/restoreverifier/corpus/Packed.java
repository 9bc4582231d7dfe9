package io.restoreverifier.corpus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The archive of the code base, taken apart so that it can be packed again otherwise. */
final class Packed {
    private static final String MANIFEST = "clientarea/SHA256SUMS";

    private final Map<TarArchiveEntry, byte[]> entries = new LinkedHashMap<>();

    static Packed of(byte[] archive) throws IOException {
        Packed packed = new Packed();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                packed.entries.put(entry, tar.readAllBytes());
            }
        }
        return packed;
    }

    Packed keepOnly(Predicate<String> names) {
        entries.keySet().removeIf(entry -> !names.test(entry.getName()));
        return this;
    }

    Packed change(String name, UnaryOperator<String> change) {
        TarArchiveEntry entry = entry(name);
        String before = new String(entries.get(entry), StandardCharsets.UTF_8);
        String after = change.apply(before);
        if (after.equals(before)) {
            throw new IllegalArgumentException(name + " was not changed");
        }
        entries.put(entry, after.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Makes the manifest fit again. */
    Packed renewManifest() {
        return change(MANIFEST, text -> {
            StringBuilder renewed = new StringBuilder();
            text.lines().forEach(line -> renewed.append(renewed(line)).append('\n'));
            return renewed.toString();
        });
    }

    Packed mode(String name, int mode) {
        entry(name).setMode(mode);
        return this;
    }

    /** Gives an entry another name. */
    Packed move(UnaryOperator<String> rename) {
        entries.keySet().forEach(entry -> entry.setName(rename.apply(entry.getName())));
        return this;
    }

    Packed link(String name, String leads) {
        TarArchiveEntry link = new TarArchiveEntry(name, TarArchiveEntry.LF_SYMLINK);
        link.setLinkName(leads);
        entries.keySet().removeIf(entry -> entry.getName().equals(name));
        entries.put(link, new byte[0]);
        return this;
    }

    /** A line for each file and link, of its entry and content. */
    String lines(BiFunction<TarArchiveEntry, byte[], String> line) {
        StringBuilder lines = new StringBuilder();
        entries.forEach((entry, content) -> lines.append(entry.isDirectory() ? "" : line.apply(entry, content) + "\n"));
        return lines.toString();
    }

    Packed add(TarArchiveEntry entry, String content) {
        entries.put(entry, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<TarArchiveEntry, byte[]> entry : entries.entrySet()) {
                if (entry.getKey().isFile()) {
                    entry.getKey().setSize(entry.getValue().length);
                }
                tar.putArchiveEntry(entry.getKey());
                if (entry.getKey().isFile()) {
                    tar.write(entry.getValue());
                }
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private String renewed(String line) {
        String name = line.substring(line.indexOf(' ') + 2);
        byte[] content = entries.get(entry("clientarea/" + (name.startsWith("./") ? name.substring(2) : name)));
        return sha256(content) + "  " + name;
    }

    private TarArchiveEntry entry(String name) {
        return entries.keySet().stream()
                .filter(e -> e.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the archive has no " + name));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
