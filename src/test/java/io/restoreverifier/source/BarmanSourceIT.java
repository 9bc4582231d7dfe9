package io.restoreverifier.source;

import java.nio.file.Path;

/** By the real Barman, of a real server. */
class BarmanSourceIT extends BackupSetContract {
    private static final String BARMAN = "barman -q -c conf ";

    @Override
    protected String archiveCommand(Path server) {
        return "cp %p $(cat " + server.resolve("incoming") + ")/%f";
    }

    @Override
    protected String creating() {
        return """
                set -e
                mkdir -p "$1/main/incoming"
                cat >conf <<END
                [barman]
                barman_user=$(id -un)
                barman_home=$PWD/$1
                configuration_files_directory=$PWD/none
                log_file=$PWD/barman.log
                [main]
                description=main
                conninfo=host=$PWD user=postgres dbname=postgres
                streaming_conninfo=host=$PWD user=postgres
                backup_method=postgres
                backup_options=concurrent_backup
                immediate_checkpoint=true
                archiver=on
                path_prefix=/usr/lib/postgresql/15/bin
                END
                echo "$PWD/$1/main/incoming" >incoming.new
                mv incoming.new incoming
                barman -c conf check main >/dev/null || true
                """;
    }

    @Override
    protected String backingUp() {
        return BARMAN + "archive-wal main && " + BARMAN + "backup main --wait >&2"
                + " || { tail -n 5 barman.log >&2; exit 1; }; ls $1/main/base | tail -n 1";
    }

    @Override
    protected String expiring() {
        return BARMAN + "delete main \"$2\"";
    }

    @Override
    protected SourceSettings.Reader reader() {
        return (settings, zone, patience, looks) -> BarmanSource.read(settings, zone);
    }

    @Override
    protected String keys(Path repository) {
        return "barman: " + repository + "\nserver: main";
    }
}
