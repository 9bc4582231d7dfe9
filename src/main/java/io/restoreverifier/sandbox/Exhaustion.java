package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks a container whether it is still there, and whether it ran out of memory or of disk, by its control group and its file system. */
final class Exhaustion {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern KILLED = Pattern.compile("oom_kill [1-9]\\d*");
    private static final Pattern FULL = Pattern.compile("\\s(9[89]|100)%\\s");

    /** What a shell answers when there is no such program. */
    private static final int NOT_FOUND = 127;

    private final DockerExec exec;
    private final String data;
    private final Storage storage;

    Exhaustion(DockerExec exec, String data, Storage storage) {
        this.exec = exec;
        this.data = data;
        this.storage = storage;
    }

    Optional<CannotTell> find() {
        try {
            return look();
        } catch (CannotTell e) {
            // That it cannot be asked is no answer, unless it is gone.
            return e.code() == FindingCode.SANDBOX_UNAVAILABLE ? Optional.of(e) : Optional.empty();
        }
    }

    private Optional<CannotTell> look() {
        List<String> memory = new ArrayList<>();
        run("cat /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control", memory);
        if (memory.stream().anyMatch(l -> KILLED.matcher(l).matches())) {
            return Optional.of(new CannotTell(
                    FindingCode.OUT_OF_MEMORY,
                    "the sandbox ran out of memory; " + storage.describe(),
                    "raise `sandbox: {memory: ...}` in the entry, or verify fewer backups at once"));
        }
        List<String> disk = new ArrayList<>();
        int status = run("df -P " + data, disk);
        if (disk.stream().anyMatch(l -> FULL.matcher(l).find())) {
            return Optional.of(FullDisk.told("; " + storage.describe()));
        }
        // While a container is being killed, what is run in it fails before the engine knows that it is gone.
        return status == 0 || status == NOT_FOUND ? Optional.empty() : Optional.of(DockerExec.sandboxGone(null));
    }

    private int run(String script, List<String> lines) {
        return exec.run(Command.shell(LIMIT, script + " 2>/dev/null"), (stream, text) -> lines.add(text));
    }
}
