package io.restoreverifier.model;

/** Hears how a run goes on. Called from several threads at once; must not block and must not throw. */
public interface Progress {

    /** A stage begins. */
    void stage(String entry, Stage stage, String detail);

    /**
     * Bytes of the present stage are through.
     *
     * @param total -1 when it is not known
     */
    void bytes(String entry, Stage stage, long done, long total);

    /** An entry is finished. */
    void finished(Outcome outcome);

    /** Nobody listens. */
    Progress SILENT = new Progress() {
        @Override
        public void stage(String entry, Stage stage, String detail) {}

        @Override
        public void bytes(String entry, Stage stage, long done, long total) {}

        @Override
        public void finished(Outcome outcome) {}
    };
}
