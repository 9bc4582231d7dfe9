package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** A cluster that nothing is in yet, with a superuser of ours: from a template where there is one, else by initdb. */
final class FreshCluster {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String NAME = "cluster";
    /** To be raised whenever initdb is called otherwise. */
    private static final String RECIPE = "1";

    private final Sandbox sandbox;
    private final Programs programs;
    private final String password;
    private final TemplateTar tar;

    /** Makes a command of a PostgreSQL program; the shell does something before it. */
    @FunctionalInterface
    interface Programs {
        Command command(String before, String program, List<String> arguments, Duration limit);
    }

    /** @param password of the superuser, with nothing in it that SQL would have to quote */
    FreshCluster(Sandbox sandbox, Programs programs, String password, ClusterTemplates templates) {
        this.sandbox = sandbox;
        this.programs = programs;
        this.password = password;
        this.tar = new TemplateTar(sandbox, templates);
    }

    /** Where it is, as commands see it. */
    static String in(Sandbox sandbox) {
        return sandbox.dataFolder() + "/" + NAME;
    }

    /**
     * Makes it, and a password file beside it that libpq takes.
     *
     * @throws CannotTell TOOL_FAILED when there is no PostgreSQL or initdb fails
     */
    void make() {
        writeForSandbox("pgpass", "*:*:*:*:" + password + "\n");
        Optional<String> template = ClusterTemplates.nameFor(RECIPE, sandbox.info());
        if (template.isEmpty() || !unpack(template.get())) {
            initialise();
            template.ifPresent(name -> tar.keep(name, NAME));
        }
        deleteForSandbox("pgpass");
    }

    private boolean unpack(String template) {
        if (!tar.handOver(template)) {
            return false;
        }
        writeForSandbox("password", "alter role " + PostgresqlServer.SUPERUSER + " password '" + password + "'\n");
        ArrayDeque<String> said = new ArrayDeque<>();
        int status = sandbox.run(
                programs.command(
                        copiedPassword() + tar.unpacking() + " && exec <" + sandbox.sharedInside()
                                + "/password || exit 3; ",
                        "postgres",
                        List.of("--single", "-D", in(sandbox), "template1"),
                        LIMIT),
                (stream, text) -> said.add(text));
        deleteForSandbox("password");
        tar.takeBack();
        boolean usable =
                status == 0 && said.stream().noneMatch(line -> line.contains("ERROR") || line.contains("FATAL"));
        if (!usable) {
            tar.drop(template, NAME);
        }
        return usable;
    }

    private void initialise() {
        writeForSandbox("password", password + "\n");
        ArrayDeque<String> said = new ArrayDeque<>();
        int status = sandbox.run(
                programs.command(
                        copiedPassword(),
                        "initdb",
                        List.of(
                                "--pgdata=" + in(sandbox),
                                "--username=" + PostgresqlServer.SUPERUSER,
                                "--pwfile=" + sandbox.sharedInside() + "/password",
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C.UTF-8",
                                "--no-sync"),
                        LIMIT),
                (stream, text) -> said.add(text));
        deleteForSandbox("password");
        if (status != 0) {
            deleteForSandbox("pgpass");
            throw sandbox.exhaustion().orElseGet(() -> failed(status, said));
        }
    }

    /** libpq takes a password file only from its owner and readable by nobody else: hence a copy by the user. */
    private String copiedPassword() {
        return "(umask 077; cp " + sandbox.sharedInside() + "/pgpass " + sandbox.dataFolder() + "/pgpass); ";
    }

    private CannotTell failed(int status, ArrayDeque<String> said) {
        String equipment = sandbox.info().equipment();
        if (status == 127) {
            return new CannotTell(
                    FindingCode.TOOL_FAILED,
                    equipment + " has no initdb: it carries no PostgreSQL server",
                    "name an image with PostgreSQL under `restore: {postgresql: {image: ...}}`");
        }
        return new CannotTell(
                FindingCode.TOOL_FAILED,
                "initdb of " + equipment + " ended with status " + status + ": " + said.peekLast(),
                "run that initdb by hand, as an unprivileged user, and see what it says");
    }

    private void writeForSandbox(String name, String content) {
        try {
            Path file = Files.writeString(sandbox.sharedOutside().resolve(name), content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hand a file to the sandbox", e);
        }
    }

    private void deleteForSandbox(String name) {
        try {
            Files.deleteIfExists(sandbox.sharedOutside().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove a file of the sandbox", e);
        }
    }
}
