package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.RestoredFiles;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Equipment;
import io.restoreverifier.sandbox.Sandbox;
import io.restoreverifier.sandbox.SandboxRequest;
import io.restoreverifier.sandbox.TreeUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tree of files that came back; one sandbox for each image that commands ask for, opened when they do. */
final class FileTree implements RestoredFiles {
    private static final int KEPT_LINES = 200;
    private static final long SCRATCH = 256L << 20;

    private final Path root;
    private final RestoreRequest request;
    private final Map<String, Sandbox> sandboxes = new LinkedHashMap<>();

    FileTree(Path root, RestoreRequest request) {
        this.root = root;
        this.request = request;
    }

    @Override
    public Path root() {
        return root;
    }

    @Override
    public synchronized CommandResult run(String image, String command, Duration limit) {
        Sandbox sandbox = sandboxes.computeIfAbsent(image, this::open);
        ArrayDeque<String> output = new ArrayDeque<>();
        Command inTree =
                Command.of(limit, "sh", "-c", "cd \"$1\" && exec sh -c \"$2\"", "sh", sandbox.inside(root), command);
        int status = sandbox.run(inTree.with(Map.of("HOME", "/tmp")), (stream, text) -> {
            if (output.size() == KEPT_LINES) {
                output.removeFirst();
            }
            output.addLast(text);
        });
        Optional<CannotTell> exhausted = status == 0 ? Optional.empty() : sandbox.exhaustion();
        if (exhausted.isPresent()) {
            throw exhausted.get();
        }
        boolean ofImage = !sandbox.info().image().isEmpty();
        return new CommandResult(
                status,
                List.copyOf(output),
                ofImage ? Optional.empty() : Optional.of(sandbox.info().equipment()));
    }

    private Sandbox open(String image) {
        Equipment equipment = new Equipment(image, TreeUser.of(root), Optional.empty());
        request.sandboxes().prepare(equipment);
        return request.sandboxes()
                .open(new SandboxRequest(
                        request.entry(), equipment, List.of(root), SCRATCH, request.limits(), request.deadline()));
    }

    @Override
    public synchronized List<String> notes() {
        return List.of("the tree lies in a folder that only this run can enter; commands, if any, see it read-only");
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        return Optional.empty();
    }

    @Override
    public String log() {
        return "";
    }

    @Override
    public synchronized void close() {
        Sandbox.closeAll(sandboxes.values());
        sandboxes.clear();
    }
}
