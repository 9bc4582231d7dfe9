package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * pg_checksums: reads every page of a data directory that is shut down, and so after recovery and not before, which mends
 * pages that were copied while they were being written.
 */
final class PageChecksums {
    private static final int MOST_FINDINGS = 20;
    private static final Pattern BAD = Pattern.compile(
            "^pg_checksums: error: checksum verification failed in file \"([^\"]*)\", block (\\d+): .*$");
    private static final Pattern BLOCKS = Pattern.compile("^Blocks scanned: +(\\d+)$");
    private static final Pattern ERROR = Pattern.compile("^pg_checksums: (?:error|fatal): (.*)$");

    private final PostgresqlServer server;
    private final List<Finding> bad = new ArrayList<>();
    private long more;
    private String trouble = "";
    private String blocks = "";

    PageChecksums(PostgresqlServer server) {
        this.server = server;
    }

    /** @throws CannotTell when the pages could not be read */
    List<Finding> run(PhysicalCluster cluster, Duration limit) {
        int status = server.sandbox()
                .run(
                        server.tool("pg_checksums", List.of("--check", "-D", cluster.path()), limit),
                        (stream, line) -> heard(line, cluster.path()));
        if (status != 0 && bad.isEmpty()) {
            throw server.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TOOL_FAILED,
                            "pg_checksums ended with status " + status + ": " + trouble,
                            "run it by hand on a restored copy, and see what it says"));
        }
        if (status == 0 && blocks.isEmpty()) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "pg_checksums ended well and does not say that it read a page",
                    "run it by hand on a restored copy, and see what it says");
        }
        return more == 0 ? bad : limited();
    }

    /** How many pages it read, for the report. */
    String note() {
        return "page checksums: " + blocks + " pages read";
    }

    private void heard(String line, String cluster) {
        Matcher page = BAD.matcher(line);
        Matcher scanned = BLOCKS.matcher(line);
        Matcher error = ERROR.matcher(line);
        if (page.matches()) {
            String file = page.group(1).replace(cluster + "/", "");
            more += bad.size() < MOST_FINDINGS ? 0 : 1;
            keep(corrupt(file, "page " + page.group(2) + " of file " + file + " does not match its checksum"));
        } else if (scanned.matches()) {
            blocks = scanned.group(1);
        } else if (error.matches()) {
            trouble = error.group(1).replace(cluster + "/", "");
        }
    }

    private void keep(Finding finding) {
        if (bad.size() < MOST_FINDINGS) {
            bad.add(finding);
        }
    }

    private List<Finding> limited() {
        List<Finding> limited = new ArrayList<>(bad);
        limited.add(corrupt("", "and " + more + " more pages do not match their checksums"));
        return limited;
    }

    private static Finding corrupt(String file, String message) {
        return Finding.error(
                FindingCode.PAGE_CORRUPT,
                Stage.RESTORE,
                file,
                message,
                "find the oldest artifact without it, and look at the disks of production: pg_amcheck tells what is hit");
    }
}
