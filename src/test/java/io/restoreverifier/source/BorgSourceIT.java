package io.restoreverifier.source;

import java.nio.file.Path;

/** By the real borg. */
class BorgSourceIT extends SnapshotContract {
    @Override
    protected String creating() {
        return "borg init --encryption repokey repository";
    }

    @Override
    protected String saving() {
        return "name=web-$(echo \"$1\" | tr -d :); borg create --timestamp \"$1\" \"repository::$name\" data; echo $name";
    }

    @Override
    protected String forgetting() {
        return "borg delete \"repository::$1\"";
    }

    @Override
    protected SourceSettings.Reader reader() {
        return (settings, zone, patience, looks) -> BorgSource.read(settings, zone);
    }

    @Override
    protected String keys(Path repository) {
        return "borg: " + repository + "\npart: data/what";
    }
}
