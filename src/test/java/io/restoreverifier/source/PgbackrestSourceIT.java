package io.restoreverifier.source;

import java.nio.file.Path;

/** By the real pgBackRest, of a real server. */
class PgbackrestSourceIT extends BackupSetContract {
    private static final String PGBACKREST = "pgbackrest --config=$PWD/conf --stanza=main ";

    @Override
    protected String archiveCommand(Path server) {
        return "pgbackrest --config=" + server.resolve("conf") + " --stanza=main archive-push %p";
    }

    @Override
    protected String creating() {
        return """
                set -e
                mkdir "$1"; mkdir -p locks
                cat >conf.new <<END
                [global]
                repo1-path=$PWD/$1
                repo1-retention-full=9
                lock-path=$PWD/locks
                log-level-file=off
                log-level-console=off
                start-fast=y
                [main]
                pg1-path=$PWD/pg
                pg1-socket-path=$PWD
                pg1-user=postgres
                END
                pgbackrest --config=$PWD/conf.new --stanza=main stanza-create
                mv conf.new conf
                """;
    }

    @Override
    protected String backingUp() {
        return "set -e; " + PGBACKREST + "--type=full backup; ls $1/backup/main | grep 'F$' | tail -n 1";
    }

    @Override
    protected String expiring() {
        return PGBACKREST + "--set=\"$2\" expire";
    }

    @Override
    protected SourceSettings.Reader reader() {
        return (settings, zone, patience, looks) -> PgbackrestSource.read(settings, zone);
    }

    @Override
    protected String keys(Path repository) {
        return "pgbackrest: " + repository + "\nstanza: main";
    }
}
