package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A sandbox that nothing is known of and nothing can be done with, for tests that need a part of one. */
public abstract class PartOfASandbox implements Sandbox {
    @Override
    public SandboxInfo info() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String inside(Path input) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String dataFolder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> programs() {
        return List.of();
    }

    @Override
    public Path sharedOutside() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String sharedInside() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int run(Command command, LineConsumer output) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void start(Command command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void connect(int port, InputStream in, OutputStream out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String logTail() {
        return "";
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        return Optional.empty();
    }

    @Override
    public Optional<Left> leave() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
