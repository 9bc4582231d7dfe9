package io.restoreverifier.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the kernel of this machine says of its memory; nothing where it does not say. */
final class Memory {
    private Memory() {}

    /** What could be used now, in bytes. */
    static OptionalLong available() {
        OptionalLong kibibytes = number("/proc/meminfo", "MemAvailable:");
        return kibibytes.isPresent() ? OptionalLong.of(kibibytes.getAsLong() * 1024) : kibibytes;
    }

    /** How many processes it has killed for want of memory since it started. */
    static OptionalLong killed() {
        return number("/proc/vmstat", "oom_kill ");
    }

    private static OptionalLong number(String file, String name) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(l -> l.startsWith(name))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
