package io.restoreverifier.application;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.LineConsumer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Chromium of this machine, without a window. It runs what restored pages bring, so that it keeps its own sandbox, is never root,
 * and reaches nobody but {@link Showing}. As root it is somebody else in a file system of its own, in memory, so that a killed
 * run leaves no picture.
 */
final class Browser {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NOBODY = "65534";
    private static final int MOST_BYTES = 32 << 20;
    /** Of what it says, only what is about this machine. */
    private static final Pattern WHY =
            Pattern.compile("^(?:unshare|mount|setpriv|timeout|sh):|No usable sandbox|namespace");

    /** $1 the limit, the rest the browser's command. */
    private static final String AS_NOBODY = "mount -t tmpfs -o mode=0700,uid=" + NOBODY + ",gid=" + NOBODY
            + " none /tmp && l=$1 && shift && timeout -k 2 \"$l\" setpriv --reuid=" + NOBODY + " --regid=" + NOBODY
            + " --clear-groups \"$@\" --user-data-dir=/tmp/profile --screenshot=/tmp/page.png >&2 && cat /tmp/page.png";

    /** The folder goes with the shell, which outlives a run that is killed. */
    private static final String AS_MYSELF = "f=$(mktemp -d) && trap 'rm -rf \"$f\"' EXIT && l=$1 && shift"
            + " && timeout -k 2 \"$l\" \"$@\" --user-data-dir=\"$f/profile\" --screenshot=\"$f/page.png\" >&2"
            + " && cat \"$f/page.png\"";

    private final Path program;

    private Browser(Path program) {
        this.program = program;
    }

    /** Empty when it has none. */
    static Optional<Browser> ofThisMachine() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Browser::new);
    }

    /**
     * The first screen of a page, as PNG.
     *
     * @throws CannotTell TOOL_FAILED when the browser makes none
     */
    byte[] picture(Showing showing, String path, Duration limit) {
        Lines said = new Lines();
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command(showing, path, limit.compareTo(LIMIT) < 0 ? limit : LIMIT));
            // The rest may hold the secrets of the catalog.
            builder.environment().keySet().retainAll(List.of("PATH", "LANG", "LC_ALL"));
            builder.environment().put("HOME", "/tmp");
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                begin(process, said);
                byte[] png = process.getInputStream().readNBytes(MOST_BYTES);
                int status = process.waitFor();
                if (status != 0 || png.length == 0) {
                    throw noPicture(path, "status " + status, said);
                }
                return png;
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw noPicture(path, "no process: " + e.getClass().getSimpleName(), said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "check screenshot was interrupted", "", e);
        }
    }

    private static void begin(Process process, Lines said) {
        Thread thread = new Thread(() -> process.errorReader()
                .lines()
                .filter(line -> WHY.matcher(line).find())
                .forEach(line -> said.line(LineConsumer.Stream.ERR, line)));
        thread.setName("browser");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> {});
        thread.start();
    }

    private List<String> command(Showing showing, String path, Duration limit) {
        String seconds = Long.toString(Math.max(1, limit.toSeconds()));
        boolean root = "root".equals(System.getProperty("user.name"));
        List<String> command = new ArrayList<>(
                root
                        ? List.of("unshare", "--mount", "sh", "-c", AS_NOBODY, "sh", seconds)
                        : List.of("sh", "-c", AS_MYSELF, "sh", seconds));
        command.add(program.toString());
        command.addAll(List.of("--headless", "--disable-gpu", "--no-first-run", "--disable-sync", "--disable-quic"));
        command.addAll(List.of("--disable-background-networking", "--disable-component-update", "--hide-scrollbars"));
        // All goes to the one proxy, what is on this machine's own loopback, too; and nothing by UDP.
        command.addAll(List.of(
                "--proxy-server=http://127.0.0.1:" + showing.port(),
                "--proxy-bypass-list=<-loopback>",
                "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                "--disable-dev-shm-usage",
                "--window-size=1280,900",
                "--timeout=15000",
                "--lang=en"));
        command.add(showing.address(path).toString());
        return command;
    }

    private static CannotTell noPicture(String path, String found, Lines said) {
        String why = said.last().stream()
                .reduce((one, other) -> other)
                .map(line -> ": " + line.substring(0, Math.min(160, line.length())))
                .orElse("");
        return new CannotTell(
                FindingCode.TOOL_FAILED,
                "Chromium made no picture of " + path + ", found " + found + why,
                "Chromium keeps its own sandbox and is never root here: it needs user namespaces; or leave `screenshot:` out");
    }
}
