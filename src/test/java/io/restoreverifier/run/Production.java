package io.restoreverifier.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/** A server in production, and the old one beside it that nobody switched off; dumped by the real pg_dump. */
final class Production implements AutoCloseable {
    private static final String BEGIN = """
            export PATH=$PATH:/usr/lib/postgresql/15/bin
            initdb -A trust -D /tmp/data >/tmp/log && pg_ctl -w -D /tmp/data -l /tmp/log \
              -o '-c listen_addresses= -c unix_socket_directories=/tmp' start >/dev/null
            for system in fremont-1 legacy-1; do
              createdb -h /tmp "$system" && psql -q -h /tmp -d "$system" -c "create table system_identity (host text);
                insert into system_identity values ('$system'); create table orders (id int primary key, at timestamptz not null)"
            done""";

    private final GenericContainer<?> container;

    Production() throws IOException, InterruptedException {
        container = new GenericContainer<>(DockerImageName.parse("postgres:15"))
                .withCreateContainerCmdModifier(c -> c.withEntrypoint("sleep", "1200")
                        .withCmd()
                        .withUser("postgres")
                        .getHostConfig()
                        .withNetworkMode("none"))
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy());
        container.start();
        shell(BEGIN);
    }

    /** Takes an order on a system, and dumps it. */
    Path dump(String system, int order, Instant at, Path file) throws IOException, InterruptedException {
        shell("export PATH=$PATH:/usr/lib/postgresql/15/bin; psql -q -h /tmp -d " + system
                + " -c \"insert into orders values (" + order + ", '" + at + "')\" && pg_dump -Fc -h /tmp -f /tmp/dump "
                + system);
        container.copyFileFromContainer("/tmp/dump", file.toString());
        return file;
    }

    private void shell(String script) throws IOException, InterruptedException {
        ExecResult result = container.execInContainer("sh", "-c", script);
        if (result.getExitCode() != 0) {
            throw new IllegalStateException(result.getStdout() + result.getStderr());
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
