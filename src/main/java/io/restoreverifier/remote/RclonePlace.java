package io.restoreverifier.remote;

import io.restoreverifier.model.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder of one of rclone's remotes, reached by the rclone of this machine.
 *
 * @param remote such as {@code nas:backups/customers}
 * @param config the file that says what the remote is; empty for the one that rclone finds itself
 * @param secret opens that file; empty when it is not encrypted
 */
public record RclonePlace(String remote, Optional<Path> config, String secret, Patience patience) {
    /** A name of the configuration, and nothing that is given with it: that would be for all to read in a list of processes. */
    private static final Pattern REMOTE = Pattern.compile("[\\w.+@][\\w.+@ -]*:[^\\p{Cntrl}]*");

    /**
     * Reads the section {@code rclone}: {@code remote}, {@code config}, {@code config-password}. After a problem was noted the
     * place is there, and must not be used.
     */
    public static RclonePlace read(Settings settings, Patience patience) {
        Optional<Settings> section = settings.section("rclone");
        if (section.isEmpty()) {
            return new RclonePlace("invalid:", Optional.empty(), "", patience);
        }
        Settings rclone = section.get();
        String remote = rclone.requiredText("remote");
        if (!remote.isBlank() && !REMOTE.matcher(remote).matches()) {
            rclone.problem(
                    "remote",
                    "is no remote of rclone's configuration",
                    "write `NAME:FOLDER`, as `rclone lsf` takes it");
        }
        return new RclonePlace(
                remote, rclone.path("config"), rclone.text("config-password").orElse(""), patience);
    }

    /** To read there. */
    public RemoteFolder folder() {
        return new RcloneFolder(this);
    }

    String location() {
        return remote.endsWith(":") || remote.endsWith("/") ? remote : remote + "/";
    }

    String pathOf(String name) {
        return location() + name;
    }

    Tool tool() {
        return new Tool("rclone", "rclone", secret, Map.of());
    }

    /** Tries nothing again by itself, and asks nobody: who waits how long, and how often, is for us to say. */
    List<String> call(String... arguments) {
        String seconds = Math.max(1, patience.silence().toSeconds()) + "s";
        List<String> call = new ArrayList<>(List.of(
                "rclone",
                "--retries=1",
                "--low-level-retries=1",
                "--ask-password=false",
                "--contimeout=" + seconds,
                "--timeout=" + seconds));
        config.ifPresent(file -> call.add("--config=" + file));
        if (!secret.isEmpty()) {
            // It hands its own standard input on.
            call.add("--password-command=head -n 1");
        }
        call.addAll(List.of(arguments));
        return call;
    }

    /** Keeps the secret out of what is printed by accident. */
    @Override
    public String toString() {
        return location();
    }
}
