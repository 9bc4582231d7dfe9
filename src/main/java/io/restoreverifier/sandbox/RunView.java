package io.restoreverifier.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * From where a run looks at files. A folder that is missing tells that its run is dead only to somebody who would see
 * it if it were there: build agents in containers share an engine, a name and a kernel, and have each their own files.
 *
 * @param host tells this machine from others, from itself before its last boot, and one user from another: nobody can
 *     look at the lock in another user's folder
 * @param files what processes that see the same files have in common; {@code unknown} where the system does not say
 * @param parent which folder the run's folder lies in, whatever it is called; empty where that cannot be told
 */
record RunView(String host, String files, String parent) {

    static RunView of(Path runFolder) {
        return new RunView(
                hostName() + "/" + bootId() + "/" + System.getProperty("user.name", ""),
                mountNamespace(),
                key(runFolder.toAbsolutePath().getParent()));
    }

    /** Whether this process, which looks from here, would see the lock of a run that looks from there. */
    boolean wouldSee(RunView run, Path itsFolder) {
        if (!host.equals(run.host)) {
            return false;
        }
        return files.equals(run.files)
                || !run.parent.isEmpty()
                        && run.parent.equals(key(itsFolder.toAbsolutePath().getParent()));
    }

    private static String key(@Nullable Path folder) {
        try {
            Object key = folder == null
                    ? null
                    : Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
            return key == null ? "" : key.toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String mountNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "unknown";
        }
    }
}
