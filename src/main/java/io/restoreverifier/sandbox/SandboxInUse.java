package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A sandbox as its user sees it: closing it is a word that it is not needed any more, and somebody else's to do. */
record SandboxInUse(Sandbox sandbox) implements Sandbox {

    @Override
    public SandboxInfo info() {
        return sandbox.info();
    }

    @Override
    public String inside(Path input) {
        return sandbox.inside(input);
    }

    @Override
    public String dataFolder() {
        return sandbox.dataFolder();
    }

    @Override
    public List<String> programs() {
        return sandbox.programs();
    }

    @Override
    public Path sharedOutside() {
        return sandbox.sharedOutside();
    }

    @Override
    public String sharedInside() {
        return sandbox.sharedInside();
    }

    @Override
    public int run(Command command, LineConsumer output) {
        return sandbox.run(command, output);
    }

    @Override
    public void start(Command command) {
        sandbox.start(command);
    }

    @Override
    public void connect(int port, InputStream in, OutputStream out) {
        sandbox.connect(port, in, out);
    }

    @Override
    public String logTail() {
        return sandbox.logTail();
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        return sandbox.exhaustion();
    }

    @Override
    public Optional<Left> leave() {
        return sandbox.leave();
    }

    @Override
    public void close() {
        // Whoever opened it closes it, or leaves it.
    }
}
