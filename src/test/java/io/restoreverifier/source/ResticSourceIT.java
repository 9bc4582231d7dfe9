package io.restoreverifier.source;

import java.nio.file.Path;

/** By the real restic. */
class ResticSourceIT extends SnapshotContract {
    private static final String RESTIC = "restic --quiet --no-cache --repo repository ";

    @Override
    protected String creating() {
        return RESTIC + "init";
    }

    @Override
    protected String saving() {
        return RESTIC + "backup --time \"$(echo \"$1\" | tr T ' ')\" \"$PWD/data\"; " + RESTIC
                + "snapshots --json latest | sed 's/.*\"short_id\":\"\\([0-9a-f]*\\)\".*/\\1/'";
    }

    @Override
    protected String forgetting() {
        return RESTIC + "forget --prune \"$1\"";
    }

    @Override
    protected SourceSettings.Reader reader() {
        return (settings, zone, patience, looks) -> ResticSource.read(settings, zone);
    }

    @Override
    protected String keys(Path repository) {
        return "restic: " + repository + "\npart: " + home + "/data/what";
    }
}
