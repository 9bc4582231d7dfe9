package io.restoreverifier.sandbox;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.ExecCreateCmdResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands in a container through the engine's exec streams. */
final class DockerExec {
    private static final Script RELAY = Script.of("relay.sh");
    /** Of the relay, when the image has nothing that it could use. */
    private static final int NO_PROGRAM = 127;

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final DockerEngine engine;
    private final String containerId;
    private final String user;

    DockerExec(DockerEngine engine, String containerId, String user) {
        this.engine = engine;
        this.containerId = containerId;
        this.user = user;
    }

    int run(Command command, LineConsumer output) {
        long begun = System.nanoTime();
        List<String> limited = new ArrayList<>(List.of("timeout", "-k", "5", Long.toString(wholeSeconds(command))));
        limited.addAll(command.arguments());
        try {
            String id = create(limited, command);
            Lines lines = new Lines(output);
            engine.client().execStartCmd(id).exec(lines);
            boolean done = lines.awaitCompletion(command.limit().plus(GRACE).toSeconds(), TimeUnit.SECONDS);
            lines.finish();
            Long status = done ? engine.client().inspectExecCmd(id).exec().getExitCodeLong() : null;
            boolean late = System.nanoTime() - begun >= command.limit().toNanos();
            if (!done || status == null || late && status != 0) {
                throw notDone(command, done);
            }
            return Math.toIntExact(status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, command.program() + " was interrupted", "", e);
        } catch (CannotTell e) {
            throw e;
        } catch (RuntimeException e) {
            throw isContainerGone(e) ? sandboxGone(e) : DockerEngine.gone(e);
        }
    }

    /** Always beyond the limit: a command that is ended a moment before its limit would look as if it had ended by itself. */
    private static long wholeSeconds(Command command) {
        return command.limit().toSeconds() + 1;
    }

    /** The engine answers 404 or 409, and 500 while it is removing the container. */
    private static boolean isContainerGone(RuntimeException e) {
        return e instanceof NotFoundException
                || e instanceof ConflictException
                || String.valueOf(e.getMessage()).contains("is not running");
    }

    void start(Command command, LineConsumer log) {
        try {
            engine.client().execStartCmd(create(command.arguments(), command)).exec(new Lines(log));
        } catch (RuntimeException e) {
            throw isContainerGone(e) ? sandboxGone(e) : DockerEngine.gone(e);
        }
    }

    /** Through the exec's own streams, since there is no other way to a container without network. */
    void connect(int port, InputStream in, OutputStream out) {
        try {
            ExecCreateCmdResponse created = engine.client()
                    .execCreateCmd(containerId)
                    .withCmd(RELAY.command(List.of(Integer.toString(port))).toArray(String[]::new))
                    .withUser(user)
                    .withAttachStdin(true)
                    .withAttachStdout(true)
                    .exec();
            engine.client()
                    .execStartCmd(created.getId())
                    .withStdIn(new UntilClosed(in))
                    .exec(new Bytes(out))
                    .awaitCompletion();
            Long status = engine.client().inspectExecCmd(created.getId()).exec().getExitCodeLong();
            if (status != null && status == NO_PROGRAM) {
                throw new CannotTell(
                        FindingCode.TOOL_FAILED,
                        "nothing in the sandbox can connect to a port",
                        "name an image that has bash, nc or perl");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "a connection was interrupted", "", e);
        } catch (CannotTell e) {
            throw e;
        } catch (RuntimeException e) {
            throw isContainerGone(e) ? sandboxGone(e) : DockerEngine.gone(e);
        }
    }

    private String create(List<String> arguments, Command command) {
        ExecCreateCmdResponse created = engine.client()
                .execCreateCmd(containerId)
                .withCmd(arguments.toArray(String[]::new))
                .withUser(user)
                .withEnv(command.environment().entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList())
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec();
        return created.getId();
    }

    private static CannotTell notDone(Command command, boolean ended) {
        return ended
                ? new CannotTell(
                        FindingCode.TIMED_OUT,
                        command.program() + " did not end within "
                                + command.limit().toSeconds() + " s",
                        "give the backup more time with `timeout:`, or look at why it is slow")
                : sandboxGone(null);
    }

    static CannotTell sandboxGone(@org.jspecify.annotations.Nullable Throwable cause) {
        CannotTell gone = new CannotTell(
                FindingCode.SANDBOX_UNAVAILABLE,
                "the container is gone while it was in use",
                "was it removed by hand, or was the Docker engine restarted? then run again");
        if (cause != null) {
            gone.initCause(cause);
        }
        return gone;
    }

    /** What somebody closes while it is read has ended, and that is all. */
    private static final class UntilClosed extends FilterInputStream {
        UntilClosed(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                return -1;
            }
        }
    }

    /** Passes frames on as they are; one that nobody takes any more ends the exec. */
    private static final class Bytes extends ResultCallback.Adapter<Frame> {
        private final OutputStream out;

        Bytes(OutputStream out) {
            this.out = out;
        }

        @Override
        public void onNext(Frame frame) {
            try {
                out.write(frame.getPayload());
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Passes frames on as lines. */
    private static final class Lines extends ResultCallback.Adapter<Frame> {
        private final LineSplitter splitter;

        Lines(LineConsumer consumer) {
            this.splitter = new LineSplitter(consumer);
        }

        @Override
        public void onNext(Frame frame) {
            splitter.accept(
                    frame.getStreamType() == StreamType.STDERR ? LineConsumer.Stream.ERR : LineConsumer.Stream.OUT,
                    frame.getPayload());
        }

        void finish() {
            splitter.finish();
        }
    }
}
