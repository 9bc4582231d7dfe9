package io.restoreverifier.restore;

import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.PartOfASandbox;
import io.restoreverifier.sandbox.SandboxInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Two folders, and commands of this machine that are run to their end; isolates nothing. */
final class ShellSandbox extends PartOfASandbox {
    private final Path data;
    private final Path shared;
    private final String programs;

    /** @param programs where commands look for others, as {@code PATH} has it */
    ShellSandbox(Path folder, String programs) throws IOException {
        this.data = Files.createDirectories(folder.resolve("data"));
        this.shared = Files.createDirectories(folder.resolve("shared"));
        this.programs = programs;
    }

    @Override
    public int run(Command command, LineConsumer output) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command.arguments()).redirectErrorStream(true);
            builder.environment().put("PATH", programs);
            builder.environment().putAll(command.environment());
            Process process = builder.start();
            try (BufferedReader lines = process.inputReader()) {
                lines.lines().forEach(line -> output.line(LineConsumer.Stream.OUT, line));
            }
            return process.waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public SandboxInfo info() {
        return new SandboxInfo("docker", "image of a test", "of-a-test", "sha256:aa", 1 << 30, List.of());
    }

    @Override
    public String inside(Path input) {
        return input.toString();
    }

    @Override
    public String dataFolder() {
        return data.toString();
    }

    @Override
    public Path sharedOutside() {
        return shared;
    }

    @Override
    public String sharedInside() {
        return shared.toString();
    }
}
