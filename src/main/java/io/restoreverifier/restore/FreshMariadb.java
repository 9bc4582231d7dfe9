package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.Command;
import io.restoreverifier.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/** The data directory of a server of MariaDB or MySQL that nothing is in yet: from a template where there is one. */
final class FreshMariadb {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String NAME = "data";
    private static final String FOLDERS = NAME + " tmp files";
    /** To be raised whenever it is made otherwise. */
    private static final String RECIPE = "mariadb 1";

    /** MySQL's server makes its own data; MariaDB has a program for it. */
    private static final String MAKE = """
            mkdir -p "$1/tmp" "$1/files" && if command -v mariadb-install-db >/dev/null; then
              exec mariadb-install-db --no-defaults --datadir="$1/data" --auth-root-authentication-method=normal \
                --skip-test-db --skip-name-resolve
            elif command -v mysql_install_db >/dev/null; then
              exec mysql_install_db --no-defaults --datadir="$1/data" --skip-test-db --skip-name-resolve
            else
              exec mysqld --no-defaults --initialize-insecure --datadir="$1/data"
            fi""";

    private final Sandbox sandbox;
    private final TemplateTar tar;

    FreshMariadb(Sandbox sandbox, ClusterTemplates templates) {
        this.sandbox = sandbox;
        this.tar = new TemplateTar(sandbox, templates);
    }

    /** Where it is, as commands see it. */
    static String in(Sandbox sandbox) {
        return sandbox.dataFolder() + "/" + NAME;
    }

    /** @throws CannotTell TOOL_FAILED when the image has no server, or it makes no data directory */
    void make() {
        Optional<String> template = ClusterTemplates.nameFor(RECIPE, sandbox.info());
        if (template.isEmpty() || !tar.unpack(template.get(), FOLDERS)) {
            initialise();
            template.ifPresent(name -> tar.keep(name, FOLDERS));
        }
    }

    private void initialise() {
        ArrayDeque<String> said = new ArrayDeque<>();
        int status = sandbox.run(
                Command.of(LIMIT, "sh", "-c", MAKE, "sh", sandbox.dataFolder()), (stream, text) -> said.add(text));
        if (status == 127) {
            throw new CannotTell(
                    FindingCode.TOOL_FAILED,
                    sandbox.info().equipment() + " carries no server of MariaDB or MySQL",
                    "name an image with one under `restore: {mariadb: {image: ...}}`");
        }
        if (status != 0) {
            throw sandbox.exhaustion()
                    .orElseGet(() -> new CannotTell(
                            FindingCode.TOOL_FAILED,
                            "making an empty server in " + sandbox.info().equipment() + " ended with status " + status
                                    + ": " + said.peekLast(),
                            "run mariadb-install-db of that image by hand and see what it says"));
        }
    }
}
