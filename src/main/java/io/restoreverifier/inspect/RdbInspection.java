package io.restoreverifier.inspect;

import io.restoreverifier.archive.Quantity;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.model.FetchedArtifact;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Stage;
import io.restoreverifier.model.TableOfContents;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds an RDB file of Redis against the checksum at its end, a CRC-64 of all before it (rdb.c and crc64.c of Redis). Zeros in
 * its place say that the server was told to write none. Used once.
 */
final class RdbInspection {
    private static final int BUFFER = 1 << 16;
    private static final int SUM = Long.BYTES;
    private static final int END = 0xff;
    private static final Pattern SERVER = Pattern.compile("redis-ver.([0-9.]+)", Pattern.DOTALL);

    private final FetchedArtifact artifact;
    private final List<Finding> findings = new ArrayList<>();
    private final Crc64 crc = new Crc64();
    private String server = "";
    private long bytes;
    private boolean proven;

    private RdbInspection(FetchedArtifact artifact) {
        this.artifact = artifact;
    }

    static Inspection of(FetchedArtifact artifact, LongConsumer progress) throws InterruptedIOException {
        RdbInspection inspection = new RdbInspection(artifact);
        WholeReading.of(artifact, progress, inspection.findings, inspection::read);
        return inspection.result();
    }

    private void read(InputStream in) throws IOException {
        byte[] buffer = new byte[SUM + BUFFER];
        int kept = in.readNBytes(buffer, 0, SUM);
        bytes = kept;
        int last = 0;
        boolean first = true;
        for (int n = in.read(buffer, SUM, BUFFER); n >= 0; n = in.read(buffer, SUM, BUFFER)) {
            if (n == 0) {
                continue;
            }
            if (first) {
                server = server(buffer, SUM + n);
                first = false;
            }
            crc.take(buffer, n);
            last = buffer[n - 1] & 0xff;
            bytes += n;
            System.arraycopy(buffer, n, buffer, 0, SUM);
        }
        judge(last, buffer);
    }

    private void judge(int last, byte[] buffer) {
        long expected = 0;
        for (int i = SUM - 1; i >= 0; i--) {
            expected = expected << 8 | buffer[i] & 0xff;
        }
        if (last != END) {
            find(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "it ends after " + Quantity.bytes(bytes) + " without the mark of its end",
                    "was it copied while the server wrote it, or its disk full? copy it after `BGSAVE` has ended");
        } else if (expected != 0 && expected != crc.value()) {
            find(
                    FindingCode.ARTIFACT_CORRUPT,
                    "it does not match its own checksum (CRC-64)",
                    "its bytes have changed since it was written: take another copy");
        }
        proven = expected != 0 && findings.isEmpty();
    }

    private static String server(byte[] buffer, int length) {
        Matcher matcher = SERVER.matcher(new String(buffer, 0, Math.min(200, length), StandardCharsets.ISO_8859_1));
        return matcher.find() ? matcher.group(1) : "";
    }

    private void find(FindingCode code, String message, String hint) {
        findings.add(Finding.error(code, Stage.INSPECT, artifact.artifact().name(), message, hint));
    }

    private Inspection result() throws InterruptedIOException {
        byte[] head = Unwrapped.head(artifact.file());
        TableOfContents contents =
                new TableOfContents("", server, "", Optional.empty(), Optional.of(bytes), List.of(), Optional.empty());
        return new Inspection(
                Format.REDIS_RDB,
                Optional.of(contents),
                Math.max(bytes, artifact.bytes()),
                proven || findings.isEmpty() && Wrapping.of(head).provesItself(head),
                findings,
                List.of());
    }
}
