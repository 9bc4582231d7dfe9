package io.restoreverifier.run;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A folder that is mounted a second time, read-only, as long as this is open. */
record MountHere(Path at) implements AutoCloseable {

    /** Where this user may not mount, the test fails where CI=true, and says loudly elsewhere that it did not run. */
    static MountHere readOnly(Path folder, Path at) throws IOException, InterruptedException {
        Files.createDirectories(at);
        String trouble = run(List.of("mount", "--bind", folder.toString(), at.toString()));
        if (!trouble.isEmpty()) {
            String missing = "*** MISSING: the right to mount *** no read-only mount was looked at: " + trouble;
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            System.err.println(missing);
            Assumptions.abort(missing);
        }
        MountHere mount = new MountHere(at);
        String writable = run(List.of("mount", "-o", "remount,bind,ro", at.toString()));
        if (!writable.isEmpty()) {
            mount.close();
            fail(writable);
        }
        return mount;
    }

    /** Empty when all went well. */
    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : command + ": " + said.strip();
    }

    @Override
    public void close() throws IOException {
        try {
            String trouble = run(List.of("umount", at.toString()));
            if (!trouble.isEmpty()) {
                throw new IOException(trouble);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
