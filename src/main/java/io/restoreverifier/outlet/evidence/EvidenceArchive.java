package io.restoreverifier.outlet.evidence;

import io.restoreverifier.model.Outcome;
import io.restoreverifier.model.RunResult;
import io.restoreverifier.model.Sha256;
import io.restoreverifier.outlet.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A run as an archive: its report, what was restored by digest, and the sums of all that is in it. The same run gives the
 * same bytes.
 */
final class EvidenceArchive {
    private static final String PAGE = "allure/index.html";

    private final RunResult run;
    private final Map<String, Path> files = new LinkedHashMap<>();

    /** @param console the build's log; empty when nobody keeps one. Must be there when it is named */
    EvidenceArchive(Ending ending, Optional<Path> console) {
        this.run = ending.run();
        files.put("report.json", ending.report().resolve("report.json"));
        files.put("digest.txt", ending.report().resolve("digest.txt"));
        // A run that is stopped may have no time for it.
        Path page = ending.report().resolve(PAGE);
        if (Files.isRegularFile(page)) {
            files.put(PAGE, page);
        }
        console.ifPresent(log -> files.put("console.log", log));
    }

    /** @throws IOException when a file of the report is not there, or the archive cannot be written */
    void write(OutputStream to) throws IOException {
        StringBuilder sums = new StringBuilder();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(to))) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                add(tar, file.getKey(), file.getValue(), sums);
            }
            add(tar, "artifacts.sha256", artifacts(), sums);
            add(tar, "SHA256SUMS", sums.toString(), new StringBuilder());
        }
    }

    /** A line for each artifact that was fetched, as sha256sum(1) writes it. */
    private String artifacts() {
        return run.outcomes().stream()
                .filter(outcome ->
                        !outcome.sha256().isEmpty() && outcome.artifact().isPresent())
                .map(EvidenceArchive::line)
                .collect(Collectors.joining());
    }

    private static String line(Outcome outcome) {
        String location = outcome.artifact().orElseThrow().location();
        String escaped = location.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(location) ? "" : "\\") + outcome.sha256() + "  " + escaped + "\n";
    }

    /** A log may go on growing: as many bytes as it has now, and no more. */
    private void add(TarArchiveOutputStream tar, String name, Path file, StringBuilder sums) throws IOException {
        long size = Files.size(file);
        MessageDigest sha256 = Sha256.begin();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), sha256)) {
            begin(tar, name, size);
            byte[] buffer = new byte[1 << 16];
            for (long left = size; left > 0; ) {
                int read = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException(file + " has become shorter while it was read");
                }
                tar.write(buffer, 0, read);
                left -= read;
            }
        }
        tar.closeArchiveEntry();
        sum(name, sha256.digest(), sums);
    }

    private void add(TarArchiveOutputStream tar, String name, String text, StringBuilder sums) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        begin(tar, name, bytes.length);
        tar.write(bytes);
        tar.closeArchiveEntry();
        sum(name, Sha256.begin().digest(bytes), sums);
    }

    private void begin(TarArchiveOutputStream tar, String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setModTime(Date.from(run.finished()));
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
    }

    private static void sum(String name, byte[] digest, StringBuilder sums) {
        sums.append(HexFormat.of().formatHex(digest)).append("  ").append(name).append('\n');
    }
}
