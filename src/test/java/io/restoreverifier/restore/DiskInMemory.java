package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Left;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.LineConsumer.Stream;
import io.restoreverifier.sandbox.Sandbox;
import io.restoreverifier.sandbox.SandboxInfo;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A disk of which parts are known, for what reads of it and cuts it up. All that is cut out is an ext4. */
final class DiskInMemory implements Sandbox {
    private final TreeMap<Long, byte[]> parts = new TreeMap<>();
    final List<String> cut = new ArrayList<>();

    DiskInMemory lay(long offset, byte[] bytes) {
        parts.put(offset, bytes);
        return this;
    }

    @Override
    public int run(Command command, LineConsumer output) {
        List<String> arguments = command.arguments();
        String script = arguments.get(2);
        if (script.contains("base64")) {
            byte[] read = read(Long.parseLong(arguments.get(4)), Integer.parseInt(arguments.get(5)));
            output.line(Stream.OUT, Base64.getEncoder().encodeToString(read));
        } else if (script.contains("--target-image-opts")) {
            cut.add(String.join(" ", arguments.subList(5, arguments.size())));
        } else if (script.contains("blkid")) {
            output.line(Stream.OUT, "TYPE=ext4");
            output.line(Stream.OUT, "BLOCKS=8");
        }
        return 0;
    }

    private byte[] read(long offset, int length) {
        Map.Entry<Long, byte[]> part = parts.floorEntry(offset);
        int from = (int) (offset - part.getKey());
        return Arrays.copyOfRange(part.getValue(), from, from + length);
    }

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
        return "/data";
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
