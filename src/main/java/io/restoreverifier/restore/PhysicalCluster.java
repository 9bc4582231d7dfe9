package io.restoreverifier.restore;

import io.restoreverifier.archive.SafeName;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.LineConsumer;
import io.restoreverifier.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A data directory that was unpacked into a sandbox, with its tablespaces beside it, before a server runs on it. */
final class PhysicalCluster {
    static final String NAME = "cluster";
    static final String TABLESPACES = "tablespaces";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /**
     * What says where a server listens, whom it follows, what it runs and loads, and whom it lets in. Slots would hold on to
     * WAL for replicas that are not here, and keep the server from a start without replication.
     */
    private static final String MAKE_SAFE = """
            cd "$1" && rm -rf postgresql.conf postgresql.auto.conf pg_hba.conf pg_ident.conf standby.signal recovery.signal \
            recovery.conf recovery.done postmaster.pid postmaster.opts tablespace_map pg_replslot \
            && mkdir -m 700 pg_replslot && : >postgresql.conf && : >pg_ident.conf \
            && printf '%s\\n' 'local all all scram-sha-256' 'host all all all scram-sha-256' >pg_hba.conf && chmod 700 .""";

    private final PostgresqlServer server;
    private final Sandbox sandbox;
    private final String prefix;

    PhysicalCluster(PostgresqlServer server) {
        this(server, "");
    }

    /** @param prefix of its place, with a slash at its end, where it is not the server's own */
    PhysicalCluster(PostgresqlServer server, String prefix) {
        this.prefix = prefix;
        this.server = server;
        this.sandbox = server.sandbox();
    }

    /** Where it is, as commands see it. */
    String path() {
        return sandbox.dataFolder() + "/" + prefix + NAME;
    }

    /** Puts the links to its tablespaces in their place. */
    void link(Collection<String> tablespaces) {
        for (String number : tablespaces) {
            shell("cd \"$1\" && mkdir -p ../" + TABLESPACES + "/" + number + " && { rmdir pg_tblspc/" + number
                    + " 2>/dev/null; ln -s ../../" + TABLESPACES + "/" + number + " pg_tblspc/" + number + "; }");
        }
    }

    /** Takes away whatever its own configuration would have a server do. */
    void makeSafe() {
        shell(MAKE_SAFE);
    }

    /** Lets recovery take WAL from elsewhere. */
    void recoverFromArchive() {
        shell("cd \"$1\" && : >recovery.signal");
    }

    /** What pg_controldata says, by its own words; empty when it cannot read it. */
    Map<String, String> controlData() {
        Map<String, String> said = new HashMap<>();
        int status = server.sandbox().run(server.tool("pg_controldata", List.of(path()), LIMIT), (stream, text) -> {
            int colon = text.indexOf(':');
            if (stream == LineConsumer.Stream.OUT && colon > 0) {
                said.put(text.substring(0, colon), text.substring(colon + 1).strip());
            }
        });
        if (status == 127) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    server.sandbox().info().equipment() + " has no pg_controldata",
                    "name an image with PostgreSQL under `restore: {postgresql: {image: ...}}`");
        }
        sandbox.exhaustion().ifPresent(exhausted -> {
            throw exhausted;
        });
        return said;
    }

    private void shell(String script) {
        List<String> said = new ArrayList<>();
        int status = sandbox.run(Command.of(LIMIT, "sh", "-c", script, "sh", path()), (stream, text) -> said.add(text));
        if (status != 0) {
            throw sandbox.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TOOL_FAILED,
                            "the restored data directory could not be made safe: status " + status
                                    + (said.isEmpty() ? "" : ": " + SafeName.shown(said.get(said.size() - 1))),
                            "does the image have sh, rm, mkdir and ln?"));
        }
    }
}
