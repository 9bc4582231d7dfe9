package io.restoreverifier.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/** A real server of Redis with keys of every type, and what it writes to its disk. */
public final class RedisSource implements AutoCloseable {
    private static final String BEGIN = """
            mkdir -p /tmp/r && redis-server --dir /tmp/r --port 0 --unixsocket /tmp/r/sock --daemonize yes --save '' \
              --appendonly yes --appendfsync always --logfile /tmp/r/log >/dev/null
            for i in $(seq 100); do redis-cli -s /tmp/r/sock ping >/dev/null 2>&1 && break; sleep 0.1; done""";

    private static final String FILL = """
            i=1; while [ $i -le 500 ]; do echo "set session:$i pl4nted-$i"; i=$((i+1)); done
            i=1; while [ $i -le 40 ]; do echo "expire session:$i 86400"; i=$((i+1)); done
            echo "hset customer:1 name Ada city Fremont"
            echo "rpush queue:mail a b c"
            echo "sadd tags x y"
            echo "zadd ranking 1 a 2 b"
            echo "xadd log * k v"
            echo "set identity fremont-1"
            echo "select 1"
            echo "set other 1\"""";

    private final GenericContainer<?> container;

    public RedisSource(String image) throws IOException, InterruptedException {
        container = new GenericContainer<>(DockerImageName.parse(image))
                .withCreateContainerCmdModifier(c -> c.withEntrypoint("sleep", "1200")
                        .withCmd()
                        .withUser("redis")
                        .getHostConfig()
                        .withNetworkMode("none"))
                .withStartupTimeout(Duration.ofMinutes(1))
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy());
        container.start();
        shell(BEGIN);
        shell("( " + FILL + " ) | redis-cli -s /tmp/r/sock >/dev/null");
    }

    /** As {@code BGSAVE} and {@code SAVE} write it. */
    public byte[] rdb() throws IOException, InterruptedException {
        shell("redis-cli -s /tmp/r/sock save >/dev/null");
        return fetch("/tmp/r/dump.rdb");
    }

    /** Commands as a client sends them, for {@code redis-cli --pipe}. */
    public byte[] commands() throws IOException, InterruptedException {
        shell("( " + FILL + " ) >/tmp/commands");
        return fetch("/tmp/commands");
    }

    /** The folder of append-only files, as a tar archive. */
    public byte[] aof() throws IOException, InterruptedException {
        shell("tar -cf /tmp/aof.tar -C /tmp/r appendonlydir");
        return fetch("/tmp/aof.tar");
    }

    /** Runs a script beside the server, as its user. */
    public String shell(String script) throws IOException, InterruptedException {
        ExecResult result = container.execInContainer("sh", "-c", script);
        if (result.getExitCode() != 0) {
            throw new IllegalStateException(script + ":\n" + result.getStdout() + result.getStderr());
        }
        return result.getStdout();
    }

    /** A file of the container. */
    public byte[] fetch(String there) throws IOException {
        Path file = Files.createTempFile("redis", ".artifact");
        try {
            container.copyFileFromContainer(there, file.toString());
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
